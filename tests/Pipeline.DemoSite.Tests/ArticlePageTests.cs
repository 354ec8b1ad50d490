using System.Net;
using Pipeline.DemoSite.Accounts;
using Pipeline.DemoSite.Tests.Driving;

namespace Pipeline.DemoSite.Tests;

public sealed class ArticlePageTests
{
    private static readonly DemoAccount Bot = DemoAccounts.Bot4aFirst;

    [Fact]
    public async Task First_heading_is_title_von_author_and_dialogs_have_more()
    {
        await using var site = await RunningSite.StartAsync();
        var id = await site.AddArticleAsync(new { tab = 38, title = "Der Zug von Bern nach Thun", author = "nino.f", category = 14, task = 10 });
        using var bot = await site.SignedInAsync(Bot);
        var page = await bot.PageAsync($"/article/{id}/");
        Assert.Equal("Der Zug von Bern nach Thun von Nino F.", page.QuerySelector("h1")!.TextContent);
        Assert.True(page.QuerySelectorAll("h1").Length > 1);
        Assert.True(page.QuerySelectorAll("form").Length > 1);
        Assert.Equal("Aktualisiert am: 2. März 2026, 10:00 Uhr", page.QuerySelector("h6")!.TextContent);
        Assert.Equal(["Kategorie: Berichten", "Aufgabe: Texte aus unserem Alltag", "Likes: 0"], page.QuerySelectorAll("ul.social li").Select(l => l.TextContent).Take(3));
    }

    [Fact]
    public async Task Body_is_in_paragraphs()
    {
        await using var site = await RunningSite.StartAsync();
        var id = await site.AddArticleAsync(new { tab = 38, text = "Erster Absatz.\nZweiter <Absatz>." });
        using var bot = await site.SignedInAsync(Bot);
        var page = await bot.PageAsync($"/article/{id}/");
        Assert.Equal(
            ["Erster Absatz.", "Zweiter <Absatz>."], page.QuerySelectorAll("div.article > div.highlight-target > p").Select(p => p.TextContent));
    }

    [Fact]
    public async Task Body_can_be_in_the_read_aloud_field_alone()
    {
        await using var site = await RunningSite.StartAsync();
        var id = await site.AddArticleAsync(new { tab = 38, text = "Nur zum Hören.", onlyInReadAloudField = true });
        using var bot = await site.SignedInAsync(Bot);
        var page = await bot.PageAsync($"/article/{id}/");
        Assert.Empty(page.QuerySelectorAll("div.highlight-target > p"));
        Assert.Equal("Nur zum Hören.", page.QuerySelector("textarea#text-to-speech")!.TextContent);
    }

    [Fact]
    public async Task Pupil_of_another_class_gets_403()
    {
        await using var site = await RunningSite.StartAsync();
        var id = await site.AddArticleAsync(new { tab = 39 });
        using var bot = await site.SignedInAsync(Bot);
        Assert.Equal(HttpStatusCode.Forbidden, (await bot.GetAsync($"/article/{id}/")).StatusCode);
    }

    [Fact]
    public async Task Text_for_everyone_is_seen_by_other_classes()
    {
        await using var site = await RunningSite.StartAsync();
        var id = await site.AddArticleAsync(new { tab = 39, visibility = "everyone" });
        using var bot = await site.SignedInAsync(Bot);
        Assert.Equal(HttpStatusCode.OK, (await bot.GetAsync($"/article/{id}/")).StatusCode);
    }

    [Fact]
    public async Task Deleted_text_is_404()
    {
        await using var site = await RunningSite.StartAsync();
        var id = await site.AddArticleAsync(new { tab = 38 });
        await site.SendControlAsync(HttpMethod.Delete, $"articles/{id}");
        using var bot = await site.SignedInAsync(Bot);
        Assert.Equal(HttpStatusCode.NotFound, (await bot.GetAsync($"/article/{id}/")).StatusCode);
    }

    [Fact]
    public async Task Author_can_edit_the_own_text_and_the_page_says_when()
    {
        await using var site = await RunningSite.StartAsync();
        var id = await site.AddArticleAsync(new { tab = 38, author = "lena.m", status = "draft" });
        using var lena = await site.SignedInAsync(DemoAccounts.Pupils.Single(p => p.Username == "lena.m"));
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        await lena.SubmitAsync($"/article/edit/{id}/", "#article-update", new() { ["title"] = "Neu", ["text"] = "Ganz neu.", ["publish"] = "on" });
        using var bot = await site.SignedInAsync(Bot);
        var page = await bot.PageAsync($"/article/{id}/");
        Assert.Equal("Neu von Lena M.", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("Aktualisiert am: 2. März 2026, 10:05 Uhr", page.QuerySelector("h6")!.TextContent);
    }

    [Fact]
    public async Task Like_is_counted_once_per_account()
    {
        await using var site = await RunningSite.StartAsync();
        var id = await site.AddArticleAsync(new { tab = 38 });
        using var bot = await site.SignedInAsync(Bot);
        await bot.SubmitAsync($"/article/{id}/", "form.like", []);
        Assert.Equal("Likes: 1", (await bot.PageAsync($"/article/{id}/")).QuerySelectorAll("ul.social li")[2].TextContent);
        await bot.SubmitAsync($"/article/{id}/", "form.like", []);
        Assert.Equal("Likes: 0", (await bot.PageAsync($"/article/{id}/")).QuerySelectorAll("ul.social li")[2].TextContent);
    }
}
