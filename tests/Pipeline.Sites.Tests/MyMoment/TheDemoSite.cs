using Pipeline.DemoSite.Accounts;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Sites;
using Pipeline.Sites.MyMoment;
using Pipeline.Sites.Tests.Support;

namespace Pipeline.Sites.Tests.MyMoment;

/// <summary>The adapter against the demo site: real pages, cookies, tokens and redirects over real HTTP.</summary>
public sealed class TheDemoSite(DemoSiteHost site) : IClassFixture<DemoSiteHost>
{
    private const string Comment = "<p>[Dieser Kommentar stammt von einem KI-ChatBot.]</p><p>Mir gefällt dein Anfang &amp; <strong>wie</strong> du erzählst.<br>Wie geht es weiter?</p>";

    private static readonly MyMomentSite Adapter = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_walked_through_from_the_login_to_the_logout()
    {
        var permit = new RecordingPermit();
        var exchange = site.Open(permit: permit);
        var session = await Adapter.LogInAsync(exchange, Credentials(DemoAccounts.Bot4aFirst), Cancel);
        Assert.Contains(new SiteTab("38", "Klasse 4a (Schule Beispiel)"), await Adapter.ReadTabsAsync(exchange, Cancel));
        var index = await Adapter.ReadIndexAsync(exchange, new IndexQuery("38"), Cancel);
        var article = await Adapter.ReadArticleAsync(exchange, index.Entries[0].ExternalId, index.Entries[0].Author, Cancel);
        var page = await Adapter.ReadCommentPageAsync(exchange, article.ExternalId, Cancel);
        var receipt = await Adapter.PostCommentAsync(exchange, page, new CommentDraft(Comment, false), Cancel);
        Assert.Equal(receipt.SiteCommentId, (await Adapter.ReadCommentPageAsync(exchange, article.ExternalId, Cancel)).FindOwn(Comment)?.OwnId);
        await Adapter.LogOutAsync(exchange, Cancel);
        await Assert.ThrowsAsync<SiteSessionExpiredException>(() => Adapter.ReadTabsAsync(site.Open(session), Cancel));
        var costs = Adapter.Costs;
        Assert.Equal(costs.LogIn + costs.Tabs + costs.Index + costs.Article + costs.Comment + costs.CommentPage + costs.LogOut, permit.Asked.Count);
    }

    [Fact]
    public async Task Has_a_class_whose_every_article_reads_as_its_card_says()
    {
        var exchange = await site.OpenAsAsync(Adapter, DemoAccounts.Researcher);
        var index = await Adapter.ReadIndexAsync(exchange, new IndexQuery("39"), Cancel);
        Assert.NotEmpty(index.Entries);
        Assert.Equal(0, index.Unreadable);
        foreach (var entry in index.Entries)
        {
            var article = await Adapter.ReadArticleAsync(exchange, entry.ExternalId, null, Cancel);
            Assert.Equal((entry.Title, entry.Author, entry.EditedOn), (article.Title, article.Author, SwissDay(article.EditedAt)));
            Assert.Contains(article.Category, MyMomentFilters.Categories.Values);
            Assert.True(article.Content.Length > 50, article.Content);
        }
    }

    [Fact]
    [Trait("Promise", "P-SCOPE")]
    public async Task Shows_only_the_class_that_was_asked_for()
    {
        var exchange = await site.OpenAsAsync(Adapter, DemoAccounts.Researcher);
        var first = await IdsAsync(exchange, new IndexQuery("38"));
        var second = await IdsAsync(exchange, new IndexQuery("39"));
        Assert.NotEmpty(first);
        Assert.Empty(first.Intersect(second));
    }

    [Fact]
    public async Task Filters_by_category_and_task()
    {
        var exchange = await site.OpenAsAsync(Adapter, DemoAccounts.Bot4aSecond);
        var all = await IdsAsync(exchange, new IndexQuery("38"));
        var byCategory = new List<string>();
        foreach (var category in MyMomentFilters.Categories.Keys) byCategory.AddRange(await IdsAsync(exchange, new IndexQuery("38", category)));
        Assert.Equal(all.Order(), byCategory.Order());
        Assert.Equal([], await IdsAsync(exchange, new IndexQuery("38", null, 999)));
    }

    [Fact]
    public async Task Gives_teachers_the_same_articles_in_a_table()
    {
        var teacher = await site.OpenAsAsync(Adapter, DemoAccounts.Teacher5b6c);
        var researcher = await site.OpenAsAsync(Adapter, DemoAccounts.Researcher);
        var table = await Adapter.ReadIndexAsync(teacher, new IndexQuery("40"), Cancel);
        var cards = await Adapter.ReadIndexAsync(researcher, new IndexQuery("40"), Cancel);
        Assert.Equal(cards.Entries, table.Entries);
    }

    [Fact]
    public async Task Refuses_a_wrong_password()
    {
        var error = await Assert.ThrowsAsync<SiteException>(() => Adapter.LogInAsync(site.Open(), new SiteCredentials("bot-4a-1", "falsch"), Cancel));
        Assert.Equal(ErrorKind.Auth, error.Kind);
    }

    [Theory]
    [InlineData("rejected_form", ErrorKind.Rejected, WriteState.Refused, false)]
    [InlineData("forbidden403", ErrorKind.Forbidden, WriteState.Refused, false)]
    [InlineData("rate_limited429", ErrorKind.RateLimited, WriteState.Refused, false)]
    [InlineData("expire_sessions", ErrorKind.Auth, WriteState.Refused, false)]
    [InlineData("error500", ErrorKind.Unreachable, WriteState.MaybeSent, false)]
    [InlineData("cut_connection", ErrorKind.Unreachable, WriteState.MaybeSent, false)]
    [InlineData("error500_after_accept", ErrorKind.Unreachable, WriteState.MaybeSent, true)]
    [InlineData("cut_after_accept", ErrorKind.Unreachable, WriteState.MaybeSent, true)]
    [Trait("Promise", "P-TWICE")]
    public async Task Says_of_a_failed_comment_what_is_certain_and_the_page_says_the_rest(string fault, ErrorKind kind, WriteState write, bool posted)
    {
        var exchange = await site.OpenAsAsync(Adapter, DemoAccounts.Bot6cFirst);
        var text = $"<p>{fault}: Mir gefällt, wie du das erzählst. Wie geht es weiter?</p>";
        var article = (await IdsAsync(exchange, new IndexQuery("40")))[0];
        var page = await Adapter.ReadCommentPageAsync(exchange, article, Cancel);
        await site.BreakAsync(fault, DemoAccounts.Bot6cFirst, $"/article/{article}/comment/");
        var error = await Assert.ThrowsAnyAsync<SiteException>(() => Adapter.PostCommentAsync(exchange, page, new CommentDraft(text, false), Cancel));
        Assert.Equal((kind, write), (error.Kind, error.Write));
        var again = await site.OpenAsAsync(Adapter, DemoAccounts.Bot6cFirst);
        Assert.Equal(posted, (await Adapter.ReadCommentPageAsync(again, article, Cancel)).FindOwn(text) is not null);
    }

    [Fact]
    public async Task Hides_a_comment_and_still_gives_its_id_back()
    {
        var exchange = await site.OpenAsAsync(Adapter, DemoAccounts.Bot5bFirst);
        var page = await Adapter.ReadCommentPageAsync(exchange, (await IdsAsync(exchange, new IndexQuery("39")))[0], Cancel);
        var receipt = await Adapter.PostCommentAsync(exchange, page, new CommentDraft(Comment, true), Cancel);
        Assert.NotEmpty(receipt.SiteCommentId);
    }

    [Fact]
    [Trait("Promise", "P-SCOPE")]
    public async Task Is_not_read_at_all_where_the_pane_is_missing()
    {
        var exchange = await site.OpenAsAsync(Adapter, DemoAccounts.Bot5bSecond);
        await site.BreakAsync("missing_pane", DemoAccounts.Bot5bSecond);
        var error = await Assert.ThrowsAsync<SiteException>(() => Adapter.ReadIndexAsync(exchange, new IndexQuery("39"), Cancel));
        Assert.Equal(ErrorKind.SiteChanged, error.Kind);
        Assert.Contains("no tab 39", error.Message);
    }

    [Fact]
    public async Task Has_dead_sessions_that_are_told_from_changed_pages()
    {
        var exchange = await site.OpenAsAsync(Adapter, DemoAccounts.Bot6cSecond);
        await site.BreakAsync("expire_sessions", DemoAccounts.Bot6cSecond);
        await Assert.ThrowsAsync<SiteSessionExpiredException>(() => Adapter.ReadIndexAsync(exchange, new IndexQuery("40"), Cancel));
    }

    private static SiteCredentials Credentials(DemoAccount account) => new(account.Username, account.Password);

    private static DateOnly? SwissDay(DateTime? utc) =>
        utc is { } moment ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(moment, TimeZoneInfo.FindSystemTimeZoneById("Europe/Zurich"))) : null;

    private static async Task<List<string>> IdsAsync(SiteExchange exchange, IndexQuery query) =>
        [.. (await Adapter.ReadIndexAsync(exchange, query, Cancel)).Entries.Select(entry => entry.ExternalId)];
}
