using System.Xml.Linq;
using Pipeline.Testing;

namespace Pipeline.Architecture.Layout;

/// <summary>Who may know which package.</summary>
public sealed class PackageTests
{
    private static readonly XDocument Versions = XDocument.Load(RepositoryRoot.Of("Directory.Packages.props"));

    public static TheoryData<string> Projects => [.. ProjectFile.All.Select(project => project.ShortName)];

    [Theory]
    [InlineData("Contracts")]
    [InlineData("Domain")]
    public void The_core_needs_no_packages(string project) => Assert.Empty(ProjectFile.Named(project).Packages);

    [Theory]
    [InlineData("MassTransit", "Hosting", "Persistence")]
    [InlineData("Microsoft.Extensions.AI", "Generation")]
    [InlineData("OpenAI", "Generation")]
    [InlineData("Anthropic", "Generation")]
    [InlineData("OllamaSharp", "Generation")]
    [InlineData("Fluid", "Gateway", "Generation")]
    [InlineData("Quartz", "Gateway")]
    [InlineData("MudBlazor", "Gateway")]
    [InlineData("AngleSharp", "Sites")]
    [InlineData("Microsoft.EntityFrameworkCore", "Persistence")]
    [InlineData("Npgsql", "Persistence")]
    [InlineData("OpenTelemetry", "Hosting")]
    public void Only_these_projects_reference_the_package(string package, params string[] projects)
    {
        var holders = ProjectFile.Production.Where(project => project.Packages.Keys.Any(name => name.StartsWith(package, StringComparison.Ordinal)));

        Assert.Empty(holders.Select(project => project.ShortName).Except(projects));
    }

    [Fact]
    public void Persistence_knows_of_the_bus_only_the_abstractions() =>
        Assert.Equal(["MassTransit.Abstractions"], ProjectFile.Named("Persistence").Packages.Keys.Where(name => name.StartsWith("MassTransit", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Versions_stand_in_one_place(string project) =>
        Assert.All(ProjectFile.Named(project).Packages, package => Assert.True(package.Value is null, $"{package.Key} has a version of its own: {package.Value}"));

    [Fact]
    public void The_bus_stays_on_the_line_that_needs_no_paid_licence()
    {
        var bus = Versions.Descendants("PackageVersion").Where(package => package.Attribute("Include")!.Value.StartsWith("MassTransit", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(bus);
        Assert.All(bus, package => Assert.Equal("[8.5.12,9)", package.Attribute("Version")!.Value));
    }

    [Fact]
    public void Every_listed_version_is_exact_or_bounded() =>
        Assert.All(Versions.Descendants("PackageVersion"), package => Assert.DoesNotContain("*", package.Attribute("Version")!.Value));
}
