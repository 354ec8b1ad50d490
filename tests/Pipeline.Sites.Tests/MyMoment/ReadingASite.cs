using Pipeline.Domain.Errors;
using Pipeline.Sites.MyMoment;
using Pipeline.Sites.Tests.Support;

namespace Pipeline.Sites.Tests.MyMoment;

public sealed class ReadingASite
{
    private const string Index = """
        <ul id="pills-tab"><li><button role="tab" id="38">Klasse A</button></li></ul>
        <div class="tab-content"><div class="tab-pane" id="pills-38"><div class="row article-list">
        <div><a href="/article/101/"><div class="card"><div class="card-header publiziert"></div><p class="article-title">Der Fuchs</p></div></a></div></div></div></div>
        """;

    private static readonly MyMomentSite Adapter = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, null, "GET /articles/?tab=38&kategorie=&aufgabe=")]
    [InlineData(4, null, "GET /articles/?tab=38&kategorie=4&aufgabe=")]
    [InlineData(4, 10, "GET /articles/?tab=38&kategorie=4&aufgabe=10")]
    public async Task An_index_query_is_one_request(int? category, int? task, string line)
    {
        await using var site = await StandInSite.StartAsync();
        site.Page(line, Index);
        var index = await Adapter.ReadIndexAsync(site.Open(), new IndexQuery("38", category, task), Cancel);
        Assert.Equal(new Uri(site.Address, "/article/101/"), Assert.Single(index.Entries).Url);
        Assert.Single(site.Seen);
    }

    [Theory]
    [InlineData("alle")]
    [InlineData("")]
    [InlineData("38&tab=40")]
    [Trait("Promise", "P-SCOPE")]
    public async Task A_tab_that_may_not_be_read_is_not_asked_for(string tab)
    {
        await using var site = await StandInSite.StartAsync();
        var error = await Assert.ThrowsAsync<SiteException>(() => Adapter.ReadIndexAsync(site.Open(), new IndexQuery(tab), Cancel));
        Assert.Equal(ErrorKind.Configuration, error.Kind);
        Assert.Empty(site.Seen);
    }

    [Fact]
    public async Task Tabs_are_read_from_the_index()
    {
        await using var site = await StandInSite.StartAsync();
        site.Page("GET /articles/", Index);
        Assert.Equal(new SiteTab("38", "Klasse A"), Assert.Single(await Adapter.ReadTabsAsync(site.Open(), Cancel)));
    }

    [Fact]
    public async Task A_redirect_to_the_login_is_a_dead_session_and_not_followed()
    {
        await using var site = await StandInSite.StartAsync();
        site.Redirect("GET /articles/", $@"http://127.0.0.1:{site.Address.Port}\accounts\login/?next=/articles/").Redirect("GET /article/101/", "/accounts/login/");
        await Assert.ThrowsAsync<SiteSessionExpiredException>(() => Adapter.ReadTabsAsync(site.Open(), Cancel));
        await Assert.ThrowsAsync<SiteSessionExpiredException>(() => Adapter.ReadArticleAsync(site.Open(), "101", null, Cancel));
        Assert.Equal(2, site.Seen.Count);
    }

    [Fact]
    public async Task A_login_form_in_place_of_the_page_is_a_dead_session()
    {
        await using var site = await StandInSite.StartAsync();
        site.Page("GET /articles/?tab=38&kategorie=&aufgabe=", Pages.LogIn);
        await Assert.ThrowsAsync<SiteSessionExpiredException>(() => Adapter.ReadIndexAsync(site.Open(), new IndexQuery("38"), Cancel));
    }

    [Fact]
    public async Task A_page_for_commenting_must_prove_the_login()
    {
        await using var site = await StandInSite.StartAsync();
        site.Page("GET /article/101/", Pages.Article().Replace(Pages.LogOut, "", StringComparison.Ordinal)).Page("GET /article/102/", Pages.Article());
        await Assert.ThrowsAsync<SiteSessionExpiredException>(() => Adapter.ReadCommentPageAsync(site.Open(), "101", Cancel));
    }

    [Theory]
    [InlineData(403, ErrorKind.Forbidden)]
    [InlineData(404, ErrorKind.NotFound)]
    public async Task What_the_account_may_not_see_has_its_kind(int status, ErrorKind kind)
    {
        await using var site = await StandInSite.StartAsync();
        site.Page("GET /article/101/", Pages.LogOut, status);
        Assert.Equal(kind, (await Assert.ThrowsAsync<SiteException>(() => Adapter.ReadArticleAsync(site.Open(), "101", null, Cancel))).Kind);
    }

    [Theory]
    [InlineData("../accounts/logout")]
    [InlineData("")]
    [InlineData("12a")]
    public async Task Only_numbers_are_articles(string externalId)
    {
        await using var site = await StandInSite.StartAsync();
        await Assert.ThrowsAsync<SiteException>(() => Adapter.ReadArticleAsync(site.Open(), externalId, null, Cancel));
        Assert.Empty(site.Seen);
    }

    [Fact]
    [Trait("Promise", "P-STOP")]
    public async Task A_request_without_permission_does_not_leave()
    {
        await using var site = await StandInSite.StartAsync();
        var exchange = site.Open(permit: new RecordingPermit((_, _) => "stopped"));
        await Assert.ThrowsAsync<PermitRefusedException>(() => Adapter.ReadTabsAsync(exchange, Cancel));
        Assert.Empty(site.Seen);
    }
}
