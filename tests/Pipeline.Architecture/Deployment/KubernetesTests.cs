using Pipeline.Testing;

namespace Pipeline.Architecture.Deployment;

/// <summary>What the Kubernetes base names is there.</summary>
public sealed class KubernetesTests
{
    private static readonly YamlValue Kustomization = YamlValue.Read("k8s/kustomization.yaml").Single();

    private static readonly IReadOnlyList<YamlValue> Objects =
        [.. Kustomization["resources"].Items.SelectMany(resource => YamlValue.Read($"k8s/{resource.Text}"))];

    private static readonly IReadOnlyList<YamlValue> Secrets = YamlValue.Read("k8s/secret.example.yaml");

    public static TheoryData<string> Names => ["discovery", "gateway", "generation", "posting", "preparation"];

    [Fact]
    public void Every_file_but_the_example_belongs_to_the_base()
    {
        var there = Directory.EnumerateFiles(RepositoryRoot.Of("k8s")).Select(file => Path.GetFileName(file)).Except(["kustomization.yaml", "secret.example.yaml"]);

        Assert.Equal(there.Order(), Kustomization["resources"].Items.Select(resource => resource.Text).Order());
    }

    [Fact]
    public void The_five_services_are_deployed() =>
        Assert.Equal(Names.Select(row => row.Data).Order(), OfKind("Deployment").Select(NameOf).Order());

    [Fact]
    public void Every_image_is_one_of_the_compose_file_and_has_a_tag()
    {
        var built = YamlValue.Read("docker-compose.yml").Single()["services"].Entries.Values.Select(service => service["image"].Text).OfType<string>().ToHashSet();
        var images = Objects.SelectMany(Containers).Select(container => container["image"].Text).OfType<string>().Distinct().ToList();

        Assert.Subset(built, images.ToHashSet());
        Assert.Equal(images.Order(), Kustomization["images"].Items.Select(image => image["name"].Text).Order());
    }

    [Fact]
    public void Every_key_is_one_that_the_programs_read() =>
        Assert.All(Keys(OfKind("ConfigMap"), "data").Concat(Keys(Secrets, "stringData")), key => Assert.Contains(key, KnownKeys.All));

    [Fact]
    public void Secrets_and_settings_that_are_referred_to_exist()
    {
        var sources = Objects.SelectMany(Containers).SelectMany(container => container["envFrom"].Items).ToList();

        Assert.Subset(OfKind("ConfigMap").Select(NameOf).OfType<string>().ToHashSet(), sources.Select(source => source["configMapRef"]["name"].Text).OfType<string>().ToHashSet());
        Assert.Subset(Secrets.Select(NameOf).OfType<string>().ToHashSet(), sources.Select(source => source["secretRef"]["name"].Text).OfType<string>().ToHashSet());
    }

    [Fact]
    public void The_example_of_the_secrets_has_none() =>
        Assert.All(Secrets.SelectMany(secret => secret["stringData"].Entries.Values), value => Assert.Equal("", value.Text));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_service_is_asked_on_its_routes_of_health(string name)
    {
        var container = ContainerOf(name);

        Assert.Equal("/health/live", container["startupProbe"]["httpGet"]["path"].Text);
        Assert.Equal("/health/ready", container["readinessProbe"]["httpGet"]["path"].Text);
        Assert.Equal("/health/live", container["livenessProbe"]["httpGet"]["path"].Text);
        Assert.Equal("8080", Assert.Single(container["ports"].Items)["containerPort"].Text);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_service_has_its_limit_of_memory_and_the_time_to_end(string name)
    {
        Assert.Equal("512Mi", ContainerOf(name)["resources"]["limits"]["memory"].Text);
        Assert.Equal("40", DeploymentOf(name)["spec"]["template"]["spec"]["terminationGracePeriodSeconds"].Text);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_deployment_selects_its_own_pods(string name) =>
        Assert.Equal(
            DeploymentOf(name)["spec"]["selector"]["matchLabels"]["app.kubernetes.io/name"].Text,
            DeploymentOf(name)["spec"]["template"]["metadata"]["labels"]["app.kubernetes.io/name"].Text);

    [Fact]
    public void The_migration_is_a_command_of_the_gateway()
    {
        var container = Assert.Single(Containers(Assert.Single(OfKind("Job"))));

        Assert.Equal("pipeline/gateway", container["image"].Text);
        Assert.Contains($"args is [\"{Assert.Single(container["args"].Items).Text}\"]", File.ReadAllText(RepositoryRoot.Of("services/Gateway/Program.cs")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_gateway_is_reached_through_its_service()
    {
        var service = Assert.Single(OfKind("Service"));

        Assert.Equal("gateway", service["spec"]["selector"]["app.kubernetes.io/name"].Text);
        Assert.Equal(ContainerOf("gateway")["ports"].Items.Single()["name"].Text, service["spec"]["ports"].Items.Single()["targetPort"].Text);
    }

    private static IEnumerable<YamlValue> OfKind(string kind) => Objects.Where(item => item["kind"].Text == kind);

    private static string? NameOf(YamlValue item) => item["metadata"]["name"].Text;

    private static YamlValue DeploymentOf(string name) => OfKind("Deployment").Single(item => NameOf(item) == name);

    private static YamlValue ContainerOf(string name) => Containers(DeploymentOf(name)).Single();

    private static IEnumerable<YamlValue> Containers(YamlValue item) => item["spec"]["template"]["spec"]["containers"].Items;

    private static IEnumerable<string> Keys(IEnumerable<YamlValue> items, string part) => items.SelectMany(item => item[part].Entries.Keys);
}
