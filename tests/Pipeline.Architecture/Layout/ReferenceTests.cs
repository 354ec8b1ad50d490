namespace Pipeline.Architecture.Layout;

/// <summary>Who may know whom.</summary>
public sealed class ReferenceTests
{
    private static readonly string[] Stage = ["Contracts", "Domain", "Hosting", "Persistence"];
    private static readonly string[] SiteStage = [.. Stage, "SiteAccess", "Sites"];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Contracts"] = [],
        ["Domain"] = [],
        ["Persistence"] = ["Domain"],
        ["Sites"] = ["Domain"],
        ["Hosting"] = ["Contracts", "Domain", "Persistence"],
        ["SiteAccess"] = ["Domain", "Hosting", "Persistence", "Sites"],
        ["Discovery"] = SiteStage,
        ["Preparation"] = SiteStage,
        ["Generation"] = Stage,
        ["Posting"] = SiteStage,
        ["Gateway"] = Stage,
        ["Standalone"] = ["DemoSite", "Discovery", "Gateway", "Generation", "Posting", "Preparation"],
        ["DemoSite"] = [],
    };

    public static TheoryData<string> Projects => [.. ProjectFile.Production.Select(project => project.ShortName)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_table_allows(string project) =>
        Assert.Empty(ProjectFile.Named(project).References.Except(Allowed.GetValueOrDefault(project) ?? []));

    [Fact]
    public void The_table_knows_the_projects_that_there_are() =>
        Assert.Equal(ProjectFile.Production.Select(project => project.ShortName).Order(), Allowed.Keys.Order());

    [Fact]
    public void No_service_references_a_service()
    {
        var services = ProjectFile.All.Where(project => project.IsService).Select(project => project.ShortName).ToList();

        Assert.Equal(5, services.Count);
        Assert.All(services, service => Assert.Empty(ProjectFile.Named(service).References.Intersect([.. services, "Standalone"])));
    }

    [Fact]
    public void No_production_project_references_a_test_project() =>
        Assert.All(ProjectFile.Production, project => Assert.DoesNotContain("Testing", project.References));
}
