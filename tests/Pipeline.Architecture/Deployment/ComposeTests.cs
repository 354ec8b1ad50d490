using System.Text.RegularExpressions;
using Pipeline.Architecture.Layout;
using Pipeline.Testing;

namespace Pipeline.Architecture.Deployment;

/// <summary>What the compose file names is there.</summary>
public sealed partial class ComposeTests
{
    private static readonly string[] FiveServices = ["discovery", "gateway", "generation", "posting", "preparation"];

    private static readonly YamlValue Compose = YamlValue.Read("docker-compose.yml").Single();

    private static IReadOnlyDictionary<string, YamlValue> Services => Compose["services"].Entries;

    private static IEnumerable<KeyValuePair<string, YamlValue>> Ours => Services.Where(service => service.Value["build"].Entries.Count > 0);

    public static TheoryData<string> Names => [.. FiveServices];

    [Fact]
    public void Every_image_is_built_of_a_project_that_exists() =>
        Assert.All(Ours, service => Assert.Contains(service.Value["build"]["args"]["SERVICE"].Text, ProjectFile.Production.Select(project => project.ShortName)));

    [Fact]
    public void Every_key_is_one_that_the_programs_read() =>
        Assert.All(Ours.SelectMany(service => service.Value["environment"].Entries.Keys), key => Assert.Contains(key, KnownKeys.All));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_service_is_built_of_its_own_project(string name) =>
        Assert.Equal(name, Services[name]["build"]["args"]["SERVICE"].Text, ignoreCase: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_service_has_the_keys_without_which_it_refuses_to_start(string name) =>
        Assert.Subset(
            Services[name]["environment"].Entries.Keys.ToHashSet(),
            new HashSet<string> { "ConnectionStrings__Pipeline", "Database__Provider", "Bus__Transport", "RabbitMq__Uri", "Secrets__MasterKey" });

    [Theory]
    [MemberData(nameof(Names))]
    public void A_service_is_asked_whether_it_is_ready(string name) =>
        Assert.Contains("GET /health/ready HTTP/1.0\\r\\n\\r\\n", Services[name]["healthcheck"]["test"].Items.Last().Text, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_service_waits_for_migrations_database_and_broker(string name)
    {
        var dependencies = Services[name]["depends_on"];

        Assert.Equal("service_completed_successfully", dependencies["migrate"]["condition"].Text);
        Assert.Equal("service_healthy", dependencies["postgres"]["condition"].Text);
        Assert.Equal("service_healthy", dependencies["rabbitmq"]["condition"].Text);
    }

    [Fact]
    public void Whoever_is_waited_for_exists() =>
        Assert.All(Services.Values.SelectMany(service => service["depends_on"].Entries.Keys), name => Assert.True(Services.ContainsKey(name), name));

    [Fact]
    public void Whoever_must_be_healthy_has_a_check() =>
        Assert.All(
            Services.Values.SelectMany(service => service["depends_on"].Entries).Where(wait => wait.Value["condition"].Text == "service_healthy").Select(wait => wait.Key),
            name => Assert.NotEmpty(Services[name]["healthcheck"]["test"].Items));

    [Fact]
    public void The_migration_is_a_command_of_the_gateway()
    {
        var command = Assert.Single(Services["migrate"]["command"].Items).Text;

        Assert.Equal("Gateway", Services["migrate"]["build"]["args"]["SERVICE"].Text);
        Assert.Contains($"args is [\"{command}\"]", File.ReadAllText(RepositoryRoot.Of("services/Gateway/Program.cs")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_leads_to_the_one_that_the_image_opens() =>
        Assert.All(Ours.SelectMany(service => service.Value["ports"].Items), port => Assert.EndsWith(":8080", port.Text, StringComparison.Ordinal));

    [Fact]
    public void The_example_of_the_environment_has_every_variable_and_no_other()
    {
        var asked = Variable().Matches(File.ReadAllText(RepositoryRoot.Of("docker-compose.yml"))).Select(match => match.Groups[1].Value);
        var passedOn = Ours.SelectMany(service => service.Value["environment"].Entries).Where(entry => string.IsNullOrEmpty(entry.Value.Text)).Select(entry => entry.Key);

        Assert.Equal(asked.Concat(passedOn).Distinct().Order(StringComparer.Ordinal), Example().Select(line => line.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_secret_has_a_value_of_its_own()
    {
        Assert.All(Example().Where(line => SecretName().IsMatch(line.Name)), line => Assert.Empty(line.Value));
        Assert.DoesNotMatch(@"\$\{\w*(?i:password|masterkey|token)\w*:?-", File.ReadAllText(RepositoryRoot.Of("docker-compose.yml")));
    }

    private static IEnumerable<(string Name, string Value)> Example() =>
        from line in File.ReadAllLines(RepositoryRoot.Of(".env.example"))
        let match = Line().Match(line)
        where match.Success
        select (match.Groups[1].Value, match.Groups[2].Value);

    [GeneratedRegex(@"^#?([A-Za-z_]+)=(.*)$")]
    private static partial Regex Line();

    [GeneratedRegex(@"\$\{([A-Za-z_]+)")]
    private static partial Regex Variable();

    [GeneratedRegex("PASSWORD|Password|MasterKey|Token")]
    private static partial Regex SecretName();
}
