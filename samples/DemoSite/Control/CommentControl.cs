using Pipeline.DemoSite.Platform;
using Pipeline.DemoSite.State;

namespace Pipeline.DemoSite.Control;

/// <summary>Lists and counts comments. Those of the first start don't count, unless <c>?seeded=true</c>.</summary>
internal static class CommentControl
{
    public static void MapCommentControl(this IEndpointRouteBuilder control)
    {
        control.MapGet("/comments", (SiteStore store, int? articleId, string? author, bool seeded = false) =>
            ControlJson.Answer(Comments(store, seeded)
                .Where(c => (articleId ?? c.ArticleId) == c.ArticleId && (author ?? c.AuthorUsername) == c.AuthorUsername)
                .Select(c => new { c.Id, c.ArticleId, Author = c.AuthorUsername, c.AuthorName, c.Text, Status = (int)c.Status, c.Hide, c.Highlight, c.At })));
        control.MapGet("/comments/counts", (SiteStore store, bool seeded = false) => ControlJson.Answer(Count(Comments(store, seeded))));
    }

    private static List<Comment> Comments(SiteStore store, bool seeded) =>
        store.Read(state => state.Comments.Where(c => seeded || !c.Seeded).ToList());

    private static CommentCounts Count(List<Comment> comments)
    {
        var byAuthorAndArticle = comments
            .GroupBy(c => (c.AuthorUsername, c.ArticleId))
            .Select(g => new AuthorArticleCount(g.Key.AuthorUsername, g.Key.ArticleId, g.Count(), g.Select(c => c.Text).Distinct().Count()))
            .ToList();
        var mostOfOneText = comments.GroupBy(c => (c.AuthorUsername, c.ArticleId, c.Text)).Select(g => g.Count()).DefaultIfEmpty().Max();
        return new CommentCounts(
            comments.Count,
            byAuthorAndArticle.Select(c => c.Count).DefaultIfEmpty().Max(),
            mostOfOneText,
            byAuthorAndArticle);
    }

    private sealed record CommentCounts(
        int Total, int MaxPerAuthorAndArticle, int MaxPerAuthorArticleAndText, IReadOnlyList<AuthorArticleCount> ByAuthorAndArticle);

    private sealed record AuthorArticleCount(string Author, int ArticleId, int Count, int DistinctTexts);
}
