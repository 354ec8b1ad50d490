using System.Text.RegularExpressions;
using Pipeline.Architecture.Layout;
using Pipeline.Testing;

namespace Pipeline.Architecture.Deployment;

/// <summary>What the Dockerfile names is there.</summary>
public sealed partial class DockerfileTests
{
    private static readonly string Text = File.ReadAllText(RepositoryRoot.Of("Dockerfile"));

    private static IEnumerable<string[]> Copies =>
        from line in Text.Split('\n')
        where line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal)
        select line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];

    [Fact]
    public void Everything_that_is_copied_exists() =>
        Assert.All(Copies.SelectMany(copy => copy[..^1]), path => Assert.True(Path.Exists(RepositoryRoot.Of(path)), path));

    [Fact]
    public void Every_production_project_is_there_before_packages_are_restored() =>
        Assert.Equal(
            ProjectFile.Production.Select(project => project.Path).Order(StringComparer.Ordinal),
            Copies.SelectMany(copy => copy[..^1]).Where(path => path.EndsWith(".csproj", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Fact]
    public void A_project_file_and_its_locked_versions_land_in_its_own_folder() =>
        Assert.All(Copies.Where(copy => copy[0].EndsWith(".csproj", StringComparison.Ordinal)), copy =>
        {
            var folder = Path.GetDirectoryName(copy[0]);
            Assert.Equal([$"{folder}/packages.lock.json", $"{folder}/"], copy[1..]);
        });

    [Fact]
    public void The_restored_project_exists() =>
        Assert.True(File.Exists(RepositoryRoot.Of(Restored().Match(Text).Groups[1].Value)));

    [Fact]
    public void An_image_holds_what_is_measured()
    {
        var measured = Published().Match(File.ReadAllText(RepositoryRoot.Of("pipeline"))).Groups[1].Value;

        Assert.Contains("PublishReadyToRun=true", measured, StringComparison.Ordinal);
        Assert.All(Text.Split('\n').Where(line => line.Contains("dotnet restore ", StringComparison.Ordinal) || line.Contains("dotnet publish ", StringComparison.Ordinal)), line => Assert.Contains(measured, line, StringComparison.Ordinal));
    }

    [Fact]
    public void The_services_of_the_comment_are_the_programs_that_there_are()
    {
        var named = Services().Match(Text).Groups[1].Value.Split([", ", " or "], StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(ProjectFile.Production.Where(project => File.Exists(RepositoryRoot.Of($"{Path.GetDirectoryName(project.Path)}/Program.cs"))).Select(project => project.ShortName).Order(), named.Order());
    }

    [Fact]
    public void A_program_has_the_name_of_its_project() =>
        Assert.All(ProjectFile.Production, project => Assert.DoesNotContain("<AssemblyName>", File.ReadAllText(RepositoryRoot.Of(project.Path)), StringComparison.Ordinal));

    [Fact]
    public void The_program_runs_without_root() => Assert.Matches(@"(?m)^USER \$APP_UID$", Text);

    [Fact]
    public void The_open_port_is_the_one_that_is_listened_on() =>
        Assert.Equal(Text.Split("EXPOSE ")[1].Split('\n')[0], Text.Split("ASPNETCORE_URLS=http://+:")[1].Split(' ')[0]);

    [Fact]
    public void What_is_copied_is_let_through_by_the_ignore_file()
    {
        var let = File.ReadAllLines(RepositoryRoot.Of(".dockerignore")).Where(line => line.StartsWith('!')).Select(line => line[1..]).ToHashSet();

        Assert.All(Copies.SelectMany(copy => copy[..^1]), path => Assert.Contains(path.Split('/')[0], let));
    }

    [GeneratedRegex(@"RUN dotnet restore (\S+)")]
    private static partial Regex Restored();

    [GeneratedRegex(@"compile publish ""\$1"" (.+)")]
    private static partial Regex Published();

    [GeneratedRegex(@"# SERVICE is (.+)\.")]
    private static partial Regex Services();
}
