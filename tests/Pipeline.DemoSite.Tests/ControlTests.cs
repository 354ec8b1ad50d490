using System.Net;
using Pipeline.DemoSite.Accounts;
using Pipeline.DemoSite.Tests.Driving;

namespace Pipeline.DemoSite.Tests;

public sealed class ControlTests
{
    [Theory]
    [InlineData("accounts")]
    [InlineData("comments/counts")]
    [InlineData("requests")]
    public async Task Control_is_not_there_unless_asked_for(string path)
    {
        await using var site = await RunningSite.StartAsync(o => o.Control = false);
        Assert.Equal(HttpStatusCode.NotFound, (await site.SendControlAsync(HttpMethod.Get, path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await site.SendControlAsync(HttpMethod.Put, "faults", Array.Empty<object>())).StatusCode);
    }

    [Fact]
    public async Task Hundreds_of_articles_are_added_at_once()
    {
        await using var site = await RunningSite.StartAsync(o => o.Articles = 0);
        await site.SendControlAsync(HttpMethod.Post, "articles", new { count = 600, tab = 38 });
        using var bot = await site.SignedInAsync(DemoAccounts.Bot4aFirst);
        var cards = (await bot.PageAsync("/articles/?tab=38")).QuerySelectorAll("div[id='pills-38'] .article-title");
        Assert.Equal(600, cards.Select(c => c.TextContent).Distinct().Count());
    }

    [Fact]
    public async Task Given_articles_keep_what_is_given()
    {
        await using var site = await RunningSite.StartAsync(o => o.Articles = 0);
        await site.SendControlAsync(HttpMethod.Post, "articles", new
        {
            articles = new[] { new { tab = 40, title = "Eins", author = "Gast", text = "A\nB", category = 6, task = 13, visibility = "everyone" } },
        });
        var article = Assert.Single((await site.ControlAsync("articles?tab=40")).AsArray())!;
        Assert.Equal(("Eins", "Gast", 6, 13, "everyone"), (
            (string)article["title"]!, (string)article["authorName"]!, (int)article["category"]!, (int)article["task"]!, (string)article["visibility"]!));
    }

    [Theory]
    [InlineData("tab", 41)]
    [InlineData("category", 1)]
    [InlineData("task", 99)]
    [InlineData("count", -1)]
    public async Task Impossible_article_is_refused(string field, int value)
    {
        await using var site = await RunningSite.StartAsync(o => o.Articles = 0);
        var answer = await site.SendControlAsync(HttpMethod.Post, "articles", new Dictionary<string, int> { [field] = value });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty((await site.ControlAsync("articles")).AsArray());
    }

    [Fact]
    public async Task Comments_are_counted_per_author_and_article()
    {
        await using var site = await RunningSite.StartAsync();
        var (one, two) = (await site.AddArticleAsync(new { tab = 38 }), await site.AddArticleAsync(new { tab = 38 }));
        using var bot = await site.SignedInAsync(DemoAccounts.Bot4aFirst);
        foreach (var (article, text) in new[] { (one, "<p>A</p>"), (one, "<p>B</p>"), (two, "<p>A</p>") }) await bot.CommentAsync(article, text);
        var counts = await site.ControlAsync("comments/counts");
        Assert.Equal((3, 2, 1), ((int)counts["total"]!, (int)counts["maxPerAuthorAndArticle"]!, (int)counts["maxPerAuthorArticleAndText"]!));
        Assert.Equal([2, 1], counts["byAuthorAndArticle"]!.AsArray().Select(c => (int)c!["count"]!));
    }

    [Fact]
    public async Task Requests_are_counted_by_pattern_path_user_and_second()
    {
        await using var site = await RunningSite.StartAsync();
        var article = await site.AddArticleAsync(new { tab = 38 });
        using var bot = await site.SignedInAsync(DemoAccounts.Bot4aFirst);
        await bot.CommentAsync(article, "<p>A</p>");
        site.Clock.Advance(TimeSpan.FromSeconds(1));
        await bot.GetAsync("/articles/?tab=38");

        var report = await site.ControlAsync("requests");
        Assert.Equal(1, (int)report["patterns"]!["POST /article/{id}/comment/"]!);
        Assert.Equal(1, (int)report["paths"]!["GET /articles/?tab=38"]!);
        Assert.Equal(1, (int)report["users"]!["bot-4a-1"]!["GET /article/{id}/"]!);
        Assert.Equal(1, (int)report["logins"]!["bot-4a-1"]!["succeeded"]!);
        Assert.Equal((5, 4), ((int)report["hosts"]![site.Address.Authority]!["requests"]!, (int)report["hosts"]![site.Address.Authority]!["maxInOneSecond"]!));
    }

    [Fact]
    public async Task Reset_forgets_the_counters_but_not_the_comments()
    {
        await using var site = await RunningSite.StartAsync();
        using var bot = await site.SignedInAsync(DemoAccounts.Bot4aFirst);
        await bot.CommentAsync(await site.AddArticleAsync(new { tab = 38 }), "<p>A</p>");
        await site.SendControlAsync(HttpMethod.Post, "reset");
        Assert.Equal(0, (int)(await site.ControlAsync("requests"))["total"]!);
        Assert.Equal(1, await site.CommentCountAsync());
    }

    [Fact]
    public async Task Changed_article_shows_its_new_text()
    {
        await using var site = await RunningSite.StartAsync();
        var article = await site.AddArticleAsync(new { tab = 38, title = "Alt" });
        await site.SendControlAsync(HttpMethod.Patch, $"articles/{article}", new { text = "Neuer Text." });
        using var bot = await site.SignedInAsync(DemoAccounts.Bot4aFirst);
        Assert.Equal("Neuer Text.", (await bot.PageAsync($"/article/{article}/")).QuerySelector(".highlight-target > p")!.TextContent);
    }

    [Fact]
    public async Task Health_answers_without_a_login()
    {
        await using var site = await RunningSite.StartAsync(o => o.Control = false);
        using var visitor = site.Visitor();
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/health/live")).StatusCode);
    }
}
