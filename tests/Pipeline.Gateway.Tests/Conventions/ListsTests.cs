using System.Net;
using System.Text.Json.Nodes;
using Pipeline.Gateway.Tests.Fixture;

namespace Pipeline.Gateway.Tests.Conventions;

[Collection<Embedded>]
public sealed class ListsEmbedded(EmbeddedGateway gateway) : ListsTests(gateway);

[Collection<InProduction>]
public sealed class ListsInProduction(ProductionGateway gateway) : ListsTests(gateway);

/// <summary>limit, cursor and sort, the same in every list.</summary>
public abstract class ListsTests(GatewayFixture gateway)
{
    public static TheoryData<string> Lists =>
        ["/sites", "/accounts", "/llm-providers", "/prompt-templates", "/monitoring-processes", "/article-records", "/jobs", "/jobs/active"];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task An_empty_one_has_no_next_page(string path) =>
        Assert.Equal("""{"items":[],"nextCursor":null}""", (await (await gateway.UserAsync()).GetAsync(path)).Is(HttpStatusCode.OK).Text);

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task What_cannot_be_is_told_by_parameter(string path)
    {
        var api = await gateway.UserAsync();
        foreach (var (query, status) in Wrong)
        {
            var refused = (await api.GetAsync($"{path}?{query}")).IsProblem(status);
            Assert.NotEmpty(refused.About(query.Split('=')[0]));
        }
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Walking_its_pages_loses_and_doubles_nothing(string path)
    {
        var api = await gateway.UserAsync();
        var made = (await FillAsync(api, path, 5)).Order().ToList(); // Of one moment: then the id decides.
        foreach (var limit in new[] { 1, 2, 5, 200 }) Assert.Equal(made.AsEnumerable().Reverse(), await WalkAsync(api, $"{path}?limit={limit}"));
        Assert.Equal(made, await WalkAsync(api, $"{path}?limit=2&sort=createdAt"));
        Assert.Equal(made.AsEnumerable().Reverse(), await WalkAsync(api, $"{path}?limit=2&sort=-createdAt"));
    }

    [Fact]
    public async Task What_comes_and_goes_meanwhile_moves_nothing_else()
    {
        var api = await gateway.UserAsync();
        var made = await FillAsync(api, "/sites", 4);
        var first = await api.GetAsync("/sites?limit=2");
        await api.DeleteAsync($"/sites/{made[2]}");
        await FillAsync(api, "/sites", 1);
        var second = await api.GetAsync($"/sites?limit=2&cursor={first["nextCursor"]}");
        Assert.Equal([made[1], made[0]], Ids(second));
        Assert.Null(second["nextCursor"]);
    }

    [Fact]
    public async Task Fifty_is_a_page_where_nothing_is_said()
    {
        var api = await gateway.UserAsync();
        await FillAsync(api, "/sites", 51);
        var page = await api.GetAsync("/sites");
        Assert.Equal(50, page.Items.Count);
        Assert.Single((await api.GetAsync($"/sites?cursor={page["nextCursor"]}")).Items);
    }

    [Fact]
    public async Task A_cursor_belongs_to_its_order()
    {
        var api = await gateway.UserAsync();
        await FillAsync(api, "/sites", 2);
        var first = await api.GetAsync("/sites?limit=1&sort=createdAt");
        Assert.NotEmpty((await api.GetAsync($"/sites?sort=-createdAt&cursor={first["nextCursor"]}")).IsProblem(HttpStatusCode.UnprocessableEntity).About("cursor"));
        Assert.Single((await api.GetAsync($"/sites?cursor={first["nextCursor"]}")).Is(HttpStatusCode.OK).Items);
    }

    [Fact]
    public async Task The_versions_of_a_prompt_are_a_list_too()
    {
        var api = await gateway.UserAsync();
        var path = $"/prompt-templates/{await api.AddAsync("/prompt-templates", Bodies.Prompt())}";
        for (var i = 2; i <= 5; i++) await api.PatchAsync(path, new JsonObject { ["name"] = $"Version {i}" });
        var first = await api.GetAsync($"{path}/versions?limit=3");
        Assert.Equal([5, 4, 3], first.Items.Select(version => version!["version"]!.GetValue<int>()));
        var second = await api.GetAsync($"{path}/versions?limit=3&cursor={first["nextCursor"]}");
        Assert.Equal([2, 1], second.Items.Select(version => version!["version"]!.GetValue<int>()));
        Assert.Null(second["nextCursor"]);
    }

    private static (string Query, HttpStatusCode Status)[] Wrong =>
    [
        ("limit=0", HttpStatusCode.UnprocessableEntity), ("limit=201", HttpStatusCode.UnprocessableEntity), ("limit=-1", HttpStatusCode.UnprocessableEntity),
        ("limit=all", HttpStatusCode.BadRequest), ("cursor=x", HttpStatusCode.BadRequest), ("cursor=LTEyMw", HttpStatusCode.BadRequest),
        ("sort=name", HttpStatusCode.UnprocessableEntity), ("page=2", HttpStatusCode.UnprocessableEntity),
    ];

    /// <summary>Makes some, one a second, and says which; oldest first.</summary>
    private async Task<IReadOnlyList<Guid>> FillAsync(ApiClient api, string path, int count)
    {
        var made = new List<Guid>();
        var add = await AdderAsync(api, path);
        for (var i = 0; i < count; i++)
        {
            await gateway.Database.AdvanceAsync(TimeSpan.FromSeconds(1));
            made.Add(await add(i));
        }

        return made;
    }

    private async Task<Func<int, Task<Guid>>> AdderAsync(ApiClient api, string path)
    {
        switch (path)
        {
            case "/sites": return i => api.AddAsync(path, Bodies.Site($"Site {i}"));
            case "/llm-providers": return _ => api.AddAsync(path, Bodies.Provider());
            case "/prompt-templates": return i => api.AddAsync(path, Bodies.Prompt($"Prompt {i}"));
            case "/article-records":
                var scene = await ProcessScene.RunningAsync(gateway, api);
                return _ => scene.DiscoveredAsync();
            case "/accounts":
                var site = await api.AddAsync("/sites", Bodies.Site());
                return i => api.AddAsync(path, Bodies.Account(site, $"user{i}"));
            case "/monitoring-processes":
                var parts = await api.PartsAsync();
                return _ => api.AddAsync(path, parts.Body);
            default: return async _ => await (await ProcessScene.RunningAsync(gateway, api)).FirstRunAsync();
        }
    }

    private static async Task<IReadOnlyList<Guid>> WalkAsync(ApiClient api, string path)
    {
        var (found, cursor) = (new List<Guid>(), "");
        do
        {
            var page = (await api.GetAsync($"{path}{cursor}")).Is(HttpStatusCode.OK);
            found.AddRange(Ids(page));
            cursor = page["nextCursor"] is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);
        return found;
    }

    private static IEnumerable<Guid> Ids(ApiAnswer page) => page.Items.Select(item => item!["id"]!.GetValue<Guid>());
}
