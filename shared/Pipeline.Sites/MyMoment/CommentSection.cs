using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Pipeline.Sites.Html;

namespace Pipeline.Sites.MyMoment;

/// <summary>The comments of an article and the form for a new one.</summary>
internal static class CommentSection
{
    private const string FormSelector = "form#comment-create";
    private const int MaxErrorLength = 300;

    public static CommentPage Read(IHtmlDocument page, string externalId, Uri baseAddress) =>
        new(externalId, new Uri(baseAddress, Routes.Article(externalId)), Form(page, externalId, baseAddress), Comments(page, baseAddress));

    public static IReadOnlyList<SiteComment> Comments(IHtmlDocument page, Uri baseAddress) =>
        [.. page.QuerySelectorAll("div.comment > div.card > div.card-body").Select(body => Comment(body, baseAddress))];

    /// <summary>What a refused form says of itself; null: the page has no comment form, so that it isn't the form's refusal.</summary>
    public static string? Refusal(IHtmlDocument page)
    {
        if (page.QuerySelector(FormSelector) is not { } form) return null;
        var errors = form.QuerySelectorAll(".errorlist li, .invalid-feedback").Select(error => VisibleText.Line(error.TextContent));
        var text = string.Join(" ", errors.Where(error => error.Length > 0).Distinct());
        return text.Length <= MaxErrorLength ? text : string.Concat(text.AsSpan(0, MaxErrorLength), "…");
    }

    private static CommentForm? Form(IHtmlDocument page, string externalId, Uri baseAddress)
    {
        if (page.QuerySelector(FormSelector) is not { } form) return null;
        // A form that leads elsewhere would post to another article.
        if (form.GetAttribute("action") != Routes.CommentOn(externalId)) throw SignInForm.Changed("the comment form doesn't belong to the article");
        var token = SignInForm.TokenIn(form) ?? throw SignInForm.Changed("the comment form has no CSRF token");
        return new CommentForm(new Uri(baseAddress, Routes.CommentOn(externalId)), token);
    }

    private static SiteComment Comment(IElement body, Uri baseAddress)
    {
        var text = body.QuerySelector("span.card-text") ?? throw SignInForm.Changed("a comment has no text (span.card-text)");
        var ownId = body.QuerySelectorAll("a.card-link").Select(link => Routes.CommentIdIn(link.GetAttribute("href"))).FirstOrDefault(id => id is not null);
        return new SiteComment(
            Author(body), CommentText.Of(text), ownId, ownId is null ? null : new Uri(baseAddress, Routes.Comment(ownId)),
            SwissDate.Moment(body.QuerySelector("h6.card-subtitle")?.TextContent));
    }

    private static string Author(IElement body)
    {
        var title = VisibleText.Line(body.QuerySelector("h5.card-title")?.TextContent ?? "");
        return title.StartsWith("von ", StringComparison.Ordinal) ? title[4..] : title;
    }
}
