using System.Net;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Records;
using Pipeline.Gateway.Tests.Fixture;
using Pipeline.Testing.Ledger;

namespace Pipeline.Gateway.Tests.Records;

[Collection<Embedded>]
public sealed class RecordFilterEmbedded(EmbeddedGateway gateway) : RecordFilterTests(gateway);

[Collection<InProduction>]
public sealed class RecordFilterInProduction(ProductionGateway gateway) : RecordFilterTests(gateway);

/// <summary>Each filter of the list, alone and together.</summary>
public abstract class RecordFilterTests(GatewayFixture gateway)
{
    [Fact]
    public async Task Process_site_and_account_narrow_it()
    {
        var one = await ProcessScene.RunningAsync(gateway);
        var other = await ProcessScene.RunningAsync(gateway, one.Api);
        var (mine, theirs) = (await one.DiscoveredAsync(), await other.DiscoveredAsync());
        Assert.Equal([mine], await FoundAsync(one.Api, $"processId={one.Id}"));
        Assert.Equal([mine], await FoundAsync(one.Api, $"siteId={one.Process.SiteId}"));
        Assert.Equal([theirs], await FoundAsync(one.Api, $"accountId={other.Process.AccountIds[0]}"));
        Assert.Empty(await FoundAsync(one.Api, $"processId={one.Id}&accountId={other.Process.AccountIds[0]}"));
        Assert.Empty(await FoundAsync(one.Api, $"processId={Guid.CreateVersion7()}"));
    }

    [Fact]
    public async Task Statuses_add_up()
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        var found = new Dictionary<RecordStatus, Guid>();
        foreach (var status in Enum.GetValues<RecordStatus>().Where(status => status != RecordStatus.TakenBack)) found[status] = await scene.RecordAsync(status);
        foreach (var (status, record) in found) Assert.Equal([record], await FoundAsync(scene.Api, $"status={Camel(status)}"));
        Assert.Equal(
            new[] { found[RecordStatus.Failed], found[RecordStatus.Uncertain] }.Order(), (await FoundAsync(scene.Api, "status=failed&status=uncertain")).Order());
        Assert.Empty(await FoundAsync(scene.Api, "status=takenBack"));
    }

    [Fact]
    public async Task An_article_is_found_by_the_sites_own_id()
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        var (first, _) = (await scene.DiscoveredAsync(), await scene.DiscoveredAsync());
        Assert.Equal([first], await FoundAsync(scene.Api, "articleExternalId=1"));
        Assert.Empty(await FoundAsync(scene.Api, "articleExternalId=11"));
    }

    [Fact]
    public async Task Kinds_of_errors_add_up()
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        var timeout = await scene.FailedAsync(Stage.Preparation, ErrorKind.Timeout);
        var quota = await scene.FailedAsync(Stage.Generation, ErrorKind.LlmQuota);
        await scene.DiscoveredAsync();
        Assert.Equal([timeout], await FoundAsync(scene.Api, "errorKind=timeout"));
        Assert.Equal([quota], await FoundAsync(scene.Api, "errorKind=llm_quota"));
        Assert.Equal(2, (await FoundAsync(scene.Api, "errorKind=llm_quota&errorKind=timeout")).Count);
    }

    [Fact]
    public async Task Every_kind_of_error_can_be_asked_for_and_any_other_is_refused_naming_them()
    {
        var api = await gateway.UserAsync();
        Assert.Empty(await FoundAsync(api, string.Join('&', ErrorKindNames.All.Select(kind => $"errorKind={kind}"))));
        var refused = (await api.GetAsync("/article-records?errorKind=bad_luck")).IsProblem(HttpStatusCode.UnprocessableEntity).About("errorKind");
        Assert.All(ErrorKindNames.All, kind => Assert.Contains(kind, refused, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Moments_bound_it()
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        var early = await scene.DiscoveredAsync();
        await gateway.Database.AdvanceAsync(TimeSpan.FromMinutes(1));
        var between = $"{gateway.Database.Clock.GetUtcNow().AddSeconds(-30):yyyy-MM-ddTHH:mm:ssZ}";
        var late = await scene.DiscoveredAsync();
        Assert.Equal([late], await FoundAsync(scene.Api, $"createdAfter={between}"));
        Assert.Equal([early], await FoundAsync(scene.Api, $"createdBefore={between}"));
        Assert.Empty(await FoundAsync(scene.Api, $"createdAfter={between}&createdBefore={between}"));
    }

    [Theory]
    [InlineData("createdAfter=0001-01-01", true)]
    [InlineData("createdAfter=9999-12-31", false)]
    [InlineData("createdBefore=0001-01-01", false)]
    [InlineData("createdBefore=9999-12-31", true)]
    public async Task Any_moment_bounds_it(string query, bool found)
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        var record = await scene.DiscoveredAsync();
        Assert.Equal(found ? [record] : Array.Empty<Guid>(), await FoundAsync(scene.Api, query));
    }

    [Theory]
    [InlineData("-createdAt")]
    [InlineData("createdAt")]
    public async Task Words_are_found_page_by_page_wherever_they_stand(string sort)
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        var all = new List<Guid>();
        foreach (var from in new[] { 700_001, 1, 700_002, 2_001, 700_003 }) // Beyond what is glanced at, on both sides.
        {
            var found = await gateway.Services.DiscoverAsync(scene.Process, articles: from < 700_000 ? 1_100 : 1, from);
            if (from > 700_000) all.Add(found[0].RecordId);
            await gateway.Database.AdvanceAsync(TimeSpan.FromSeconds(1));
        }

        var pages = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = (await scene.Api.GetAsync($"/article-records?q=title+70000&limit=1&sort={sort}{(cursor is null ? "" : $"&cursor={cursor}")}")).Is(HttpStatusCode.OK);
            pages.AddRange(page.Items.Select(item => item!["id"]!.GetValue<Guid>()));
            cursor = page.Body["nextCursor"]?.GetValue<string>();
        }
        while (cursor is not null);

        Assert.Equal(sort == "createdAt" ? all : Enumerable.Reverse(all), pages);
    }

    [Theory]
    [InlineData("title author", true)]
    [InlineData("TITLE", true)]
    [InlineData("author", true)]
    [InlineData("some words", true)]
    [InlineData("über den BÄREN", true)]
    [InlineData("title some bär", true)]
    [InlineData("title elephant", false)]
    [InlineData("100%", true)]
    [InlineData("%", true)]
    [InlineData("_", false)]
    public async Task Every_word_is_looked_for_in_article_and_comment(string words, bool found)
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        await scene.DiscoveredAsync();
        var record = await scene.GeneratedAsync("<p>[Disclosure.]</p><p>Über den Bären weiss ich 100% mehr.</p>");
        var matches = await FoundAsync(scene.Api, $"status=generated&q={Uri.EscapeDataString(words)}");
        Assert.Equal(found ? [record] : Array.Empty<Guid>(), matches);
    }

    [Theory]
    [InlineData("status=dead", "status", HttpStatusCode.UnprocessableEntity)]
    [InlineData("errorKind=Timeout", "errorKind", HttpStatusCode.UnprocessableEntity)]
    [InlineData("processId=4601", "processId", HttpStatusCode.BadRequest)]
    [InlineData("siteId=4601", "siteId", HttpStatusCode.BadRequest)]
    [InlineData("accountId=4601", "accountId", HttpStatusCode.BadRequest)]
    [InlineData("createdAfter=yesterday", "createdAfter", HttpStatusCode.BadRequest)]
    [InlineData("createdBefore=23.11.2026", "createdBefore", HttpStatusCode.BadRequest)]
    [InlineData("q=a b c d e f g h i j k", "q", HttpStatusCode.UnprocessableEntity)]
    [InlineData("articleExternalId=1&articleExternalId=2", "articleExternalId", HttpStatusCode.UnprocessableEntity)]
    public async Task What_cannot_be_is_told_by_parameter(string query, string parameter, HttpStatusCode status) =>
        Assert.NotEmpty((await (await gateway.UserAsync()).GetAsync($"/article-records?{query}")).IsProblem(status).About(parameter));

    private static async Task<IReadOnlyList<Guid>> FoundAsync(ApiClient api, string query) =>
        [.. (await api.GetAsync($"/article-records?{query}")).Is(HttpStatusCode.OK).Items.Select(item => item!["id"]!.GetValue<Guid>())];

    private static string Camel(RecordStatus status) => $"{char.ToLowerInvariant($"{status}"[0])}{$"{status}"[1..]}";
}
