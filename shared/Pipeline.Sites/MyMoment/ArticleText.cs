using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Pipeline.Sites.Html;

namespace Pipeline.Sites.MyMoment;

/// <summary>An article's page.</summary>
internal static class ArticleText
{
    private const string Dialogs = ".modal, [role=dialog], dialog";

    public static SiteArticle Read(IHtmlDocument page, string externalId, string? knownAuthor, Uri baseAddress)
    {
        var heading = page.QuerySelectorAll("h1").FirstOrDefault(h1 => h1.Closest(Dialogs) is null) ?? throw SignInForm.Changed("the article has no heading");
        var (title, author) = ArticleHeading.Split(VisibleText.Line(heading.TextContent), knownAuthor);
        if (title.Length == 0) throw SignInForm.Changed("the article's heading is empty");
        return new SiteArticle(
            externalId, new Uri(baseAddress, Routes.Article(externalId)), title, author, Content(page),
            Social(page, "Kategorie:"), Social(page, "Aufgabe:"), EditedAt(page));
    }

    private static string Content(IHtmlDocument page)
    {
        var target = page.QuerySelector("div.article > div.highlight-target");
        if (target is not null && target.TextContent.Trim().Length > 0) return VisibleText.Of(target);
        if (page.QuerySelector("textarea#text-to-speech") is { } spoken) return VisibleText.Tidy(spoken.TextContent);
        return target is not null ? "" : throw SignInForm.Changed("the article has no text (div.article > div.highlight-target)");
    }

    private static string? Social(IHtmlDocument page, string label) =>
        page.QuerySelectorAll("ul.social li").Select(item => VisibleText.Line(item.TextContent))
            .Where(line => line.StartsWith(label, StringComparison.OrdinalIgnoreCase))
            .Select(line => line[label.Length..].Trim())
            .FirstOrDefault(value => value.Length > 0);

    private static DateTime? EditedAt(IHtmlDocument page) =>
        page.QuerySelectorAll("h6").Where(h6 => h6.Closest(Dialogs) is null).Select(h6 => h6.TextContent)
            .Where(text => text.Contains("Aktualisiert am", StringComparison.OrdinalIgnoreCase))
            .Select(SwissDate.Moment)
            .FirstOrDefault();
}
