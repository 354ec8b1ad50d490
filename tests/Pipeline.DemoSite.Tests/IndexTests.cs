using AngleSharp.Dom;
using Pipeline.DemoSite.Accounts;
using Pipeline.DemoSite.Tests.Driving;

namespace Pipeline.DemoSite.Tests;

public sealed class IndexTests
{
    [Fact]
    public async Task One_page_carries_the_panes_of_all_tabs()
    {
        await using var site = await RunningSite.StartAsync();
        using var researcher = await site.SignedInAsync(DemoAccounts.Researcher);
        var page = await researcher.PageAsync("/articles/?tab=39");
        Assert.Equal(
            ["home:Meine", "alle:Alle", "38:Klasse 4a (Schule Beispiel)", "39:Klasse 5b (Schule Beispiel)", "40:Klasse 6c (Schule Muster)"],
            page.QuerySelectorAll("ul#pills-tab > li > button[role=tab]").Select(b => $"{b.Id}:{b.TextContent}"));
        Assert.Equal(
            page.QuerySelectorAll("ul#pills-tab button").Select(b => b.GetAttribute("data-bs-target")![1..]),
            page.QuerySelectorAll("div.tab-content > div.tab-pane").Select(p => p.Id));
        Assert.Equal("39", page.QuerySelector("form.article-filter input#active-tab[name=tab]")!.GetAttribute("value"));
        Assert.Equal("pills-39", page.QuerySelector(".tab-pane.active")!.Id);
    }

    [Fact]
    public async Task Class_pane_holds_only_the_texts_of_the_class_and_other_panes_hold_more()
    {
        await using var site = await RunningSite.StartAsync(o => o.Articles = 0);
        await site.AddArticleAsync(new { tab = 38, title = "Aus der 4a" });
        await site.AddArticleAsync(new { tab = 39, title = "Aus der 5b", visibility = "everyone" });
        using var bot = await site.SignedInAsync(DemoAccounts.Bot4aFirst);
        var page = await bot.PageAsync("/articles/?tab=38");
        Assert.Equal(["Aus der 4a"], Titles(page, "38"));
        Assert.Equal(["Aus der 5b"], Titles(page, "alle"));
    }

    [Fact]
    public async Task Card_says_who_what_and_when()
    {
        await using var site = await RunningSite.StartAsync(o => o.Articles = 0);
        var id = await site.AddArticleAsync(new { tab = 38, title = "Ich <3 Käse & Brot", author = "lena.m", category = 9 });
        using var bot = await site.SignedInAsync(DemoAccounts.Bot4aFirst);
        var link = Pane(await bot.PageAsync("/articles/?tab=38"), "38").QuerySelector("div.row.article-list > div.col-lg-4 > a")!;
        Assert.Equal($"/article/{id}/", link.GetAttribute("href"));
        Assert.Equal("Klasse 4a (Schule Beispiel)", link.QuerySelector("div.card > .card-header.publiziert .article-classroom")!.TextContent);
        Assert.Equal("Ich <3 Käse & Brot", link.QuerySelector(".article-title strong")!.TextContent);
        Assert.Equal("Lena M.", link.QuerySelector(".article-author")!.TextContent);
        Assert.Equal("2. März 2026", link.QuerySelector(".article-date")!.TextContent);
        Assert.NotNull(link.QuerySelector(".card-body img"));
    }

    [Fact]
    public async Task Own_draft_links_to_its_edit_page_and_nobody_else_sees_it()
    {
        await using var site = await RunningSite.StartAsync(o => o.Articles = 0);
        var id = await site.AddArticleAsync(new { tab = 38, author = "lena.m", status = "draft" });
        using var lena = await site.SignedInAsync(DemoAccounts.Pupils.Single(p => p.Username == "lena.m"));
        using var bot = await site.SignedInAsync(DemoAccounts.Bot4aFirst);
        var card = Pane(await lena.PageAsync("/articles/"), "home").QuerySelector("a")!;
        Assert.Equal($"/article/edit/{id}/", card.GetAttribute("href"));
        Assert.NotNull(card.QuerySelector(".card-header.entwurf"));
        Assert.Empty((await bot.PageAsync("/articles/?tab=38")).QuerySelectorAll(".article-list a"));
    }

    [Fact]
    public async Task Filters_hold_in_every_pane()
    {
        await using var site = await RunningSite.StartAsync(o => o.Articles = 0);
        await site.AddArticleAsync(new { tab = 38, title = "Ja", category = 4, task = 10 });
        await site.AddArticleAsync(new { tab = 38, title = "Andere Kategorie", category = 5, task = 10 });
        await site.AddArticleAsync(new { tab = 38, title = "Andere Aufgabe", category = 4, task = 12, visibility = "everyone" });
        using var bot = await site.SignedInAsync(DemoAccounts.Bot4aFirst);
        var page = await bot.PageAsync("/articles/?tab=38&kategorie=4&aufgabe=10");
        Assert.Equal(["Ja"], page.QuerySelectorAll(".article-title strong").Select(t => t.TextContent));
        Assert.Equal(["", "4", "10", "12", "13"], page.QuerySelectorAll("select[name=aufgabe] option").Select(o => o.GetAttribute("value")));
        Assert.Equal("Anleiten", page.QuerySelector("select[name=kategorie] option[selected]")!.TextContent);
    }

    [Fact]
    public async Task Tab_of_a_foreign_class_has_no_pane()
    {
        await using var site = await RunningSite.StartAsync();
        using var bot = await site.SignedInAsync(DemoAccounts.Bot4aFirst);
        var page = await bot.PageAsync("/articles/?tab=40");
        Assert.Null(page.GetElementById("pills-40"));
        Assert.NotNull(page.GetElementById("pills-38"));
    }

    [Fact]
    public async Task Teacher_gets_a_table()
    {
        await using var site = await RunningSite.StartAsync(o => o.Articles = 0);
        var id = await site.AddArticleAsync(new { tab = 38, title = "Der Brief von Oma", author = "lena.m", status = "teacherCheck" });
        using var teacher = await site.SignedInAsync(DemoAccounts.Teacher4a);
        var cells = Pane(await teacher.PageAsync("/articles/?tab=38"), "38").QuerySelectorAll("tbody tr td");
        Assert.True(cells.Length >= 7);
        Assert.Equal($"/article/{id}/", cells[0].QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal(
            ["Der Brief von Oma", "Lena M.", "Klasse 4a (Schule Beispiel)", "Lehrpersonenkontrolle", "2. März 2026"],
            new[] { 0, 1, 2, 5, 6 }.Select(i => cells[i].TextContent));
    }

    private static IElement Pane(IParentNode page, string tab) => page.QuerySelector($"div.tab-content > div[id='pills-{tab}'].tab-pane")!;

    private static IEnumerable<string> Titles(IParentNode page, string tab) =>
        Pane(page, tab).QuerySelectorAll(".article-title strong").Select(t => t.TextContent);
}
