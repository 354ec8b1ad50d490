using System.Net;
using AngleSharp.Html.Dom;
using Pipeline.DemoSite.Accounts;
using Pipeline.DemoSite.Tests.Driving;

namespace Pipeline.DemoSite.Tests;

public sealed class CommentTests : IAsyncLifetime
{
    private RunningSite site = null!;
    private Visitor bot = null!;
    private int article;

    public async ValueTask InitializeAsync()
    {
        site = await RunningSite.StartAsync();
        bot = await site.SignedInAsync(DemoAccounts.Bot4aFirst);
        article = await site.AddArticleAsync(new { tab = 38 });
    }

    public async ValueTask DisposeAsync()
    {
        bot.Dispose();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task Accepted_comment_answers_302_to_the_article_and_no_id()
    {
        var answer = await bot.CommentAsync(article, "<p>Schön!</p>");
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.EndsWith($@"\article/{article}/", answer.Headers.NonValidated["Location"].ToString(), StringComparison.Ordinal);
        Assert.Equal(0, answer.Content.Headers.ContentLength);
        Assert.Equal(1, await site.CommentCountAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("<p> </p><br>")]
    [InlineData("<img src=x>")]
    public async Task Empty_comment_answers_200_with_form_and_errors(string text)
    {
        var answer = await bot.CommentAsync(article, text);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEmpty((await Visitor.PageOf(answer)).QuerySelectorAll("form#comment-create ul.errorlist li"));
        Assert.Equal(0, await site.CommentCountAsync());
    }

    [Fact]
    public async Task Too_long_comment_is_rejected()
    {
        var answer = await bot.CommentAsync(article, $"<p>{new string('a', 10_000)}</p>");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(0, await site.CommentCountAsync());
    }

    [Fact]
    public async Task Unknown_status_is_rejected()
    {
        var answer = await bot.SubmitAsync($"/article/{article}/", "form#comment-create", new() { ["text"] = "<p>Gut</p>", ["status"] = "99" });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(0, await site.CommentCountAsync());
    }

    [Fact]
    public async Task Only_an_own_comment_has_the_edit_link()
    {
        await bot.CommentAsync(article, "<p>Von mir</p>");
        using var other = await site.SignedInAsync(DemoAccounts.Bot4aSecond);
        var id = (int)(await site.ControlAsync("comments"))[0]!["id"]!;
        Assert.Equal($"/comment/{id}/", (await CardAsync(bot)).QuerySelector("a.card-link")!.GetAttribute("href"));
        Assert.Null((await CardAsync(other)).QuerySelector("a.card-link"));
    }

    [Fact]
    public async Task Comment_shows_author_minute_and_text()
    {
        await bot.CommentAsync(article, "<p>Erster <em>Satz</em></p><p>Zweiter</p>");
        var card = await CardAsync(bot);
        Assert.Equal("von Lesebot Ada", card.QuerySelector("h5.card-title")!.TextContent);
        Assert.Equal("2. März 2026, 10:00", card.QuerySelector("h6.card-subtitle")!.TextContent);
        Assert.Equal(["Erster Satz", "Zweiter"], card.QuerySelectorAll("span.card-text p").Select(p => p.TextContent));
    }

    [Fact]
    public async Task Hidden_comment_is_d_none_until_shown()
    {
        await bot.SubmitAsync($"/article/{article}/", "form#comment-create", new() { ["text"] = "<p>Psst</p>", ["status"] = "20", ["hide"] = "on" });
        Assert.True((await CardAsync(bot)).QuerySelector("span.card-text")!.ClassList.Contains("d-none"));
    }

    [Fact]
    public async Task Markup_other_than_the_allowed_is_taken_out()
    {
        await bot.CommentAsync(article, "<p onclick='x()'>Gut <a href='http://x'>so</a> <strong>weiter</strong><br>!</p>");
        Assert.Equal("<p>Gut so <strong>weiter</strong><br>!</p>", (string)(await site.ControlAsync("comments"))[0]!["text"]!);
    }

    [Fact]
    public async Task Same_comment_twice_is_stored_twice()
    {
        await bot.CommentAsync(article, "<p>Doppelt</p>");
        await bot.CommentAsync(article, "<p>Doppelt</p>");
        var counts = await site.ControlAsync("comments/counts");
        Assert.Equal(2, (int)counts["maxPerAuthorAndArticle"]!);
        Assert.Equal(2, (int)counts["maxPerAuthorArticleAndText"]!);
    }

    [Fact]
    public async Task Own_comment_can_be_archived_and_then_only_its_author_sees_it()
    {
        await bot.CommentAsync(article, "<p>Weg damit</p>");
        var link = (await CardAsync(bot)).QuerySelector("a.card-link")!.GetAttribute("href")!;
        await bot.SubmitAsync(link, "form#comment-update", new() { ["text"] = "<p>Weg damit</p>", ["status"] = "30" });
        using var other = await site.SignedInAsync(DemoAccounts.Bot4aSecond);
        Assert.Empty((await other.PageAsync($"/article/{article}/")).QuerySelectorAll("div.comment"));
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync(link)).StatusCode);
    }

    [Fact]
    public async Task Form_offers_the_four_statuses_and_publishes_by_default()
    {
        var form = (IHtmlFormElement)(await bot.PageAsync($"/article/{article}/")).QuerySelector($"form#comment-create[action='/article/{article}/comment/']")!;
        Assert.Equal(["10", "11", "20", "30"], form.QuerySelectorAll("[name=status] option").Select(o => o.GetAttribute("value")));
        Assert.Equal("20", form.QuerySelector("[name=status] option[selected]")!.GetAttribute("value"));
        Assert.NotNull(form.QuerySelector("[name=hide]"));
        Assert.NotNull(form.QuerySelector("[name=highlight]"));
    }

    private async Task<AngleSharp.Dom.IElement> CardAsync(Visitor reader) =>
        Assert.Single((await reader.PageAsync($"/article/{article}/")).QuerySelectorAll("div.comment > div.card > div.card-body"));
}
