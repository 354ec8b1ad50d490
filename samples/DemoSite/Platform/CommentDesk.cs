using Pipeline.DemoSite.Accounts;
using Pipeline.DemoSite.Sessions;
using Pipeline.DemoSite.State;

namespace Pipeline.DemoSite.Platform;

internal enum CommentOutcome
{
    Stored,

    /// <summary>The session ended before the comment got its turn.</summary>
    SessionEnded,

    /// <summary>The text was deleted, or may no longer be seen.</summary>
    ArticleGone,
}

/// <summary>Takes comments in. The site itself doesn't mind the same comment twice.</summary>
internal sealed class CommentDesk(SiteStore store, SessionDesk sessions, TimeProvider clock)
{
    /// <param name="sessionKey">The session that must be alive at this moment; null: never mind.</param>
    public Task<CommentOutcome> StoreAsync(int articleId, DemoAccount author, string? sessionKey, CommentForm form) => store.ChangeAsync<CommentOutcome>(state =>
    {
        if (sessionKey is not null && !sessions.IsAlive(state, sessionKey)) return (CommentOutcome.SessionEnded, []);
        if (state.Article(articleId) is not { } article || !author.MaySee(article)) return (CommentOutcome.ArticleGone, []);
        var comment = new Comment(
            state.LastCommentId + 1, articleId, author.Username, author.DisplayName, form.Text, form.Status, form.Hide, form.Highlight, clock.GetUtcNow());
        return (CommentOutcome.Stored, [new CommentSaved(comment)]);
    });

    public Task ChangeAsync(int id, CommentForm form) => store.ChangeAsync<int>(state => state.Comment(id) is not { } comment
        ? (id, [])
        : (id, [new CommentSaved(comment with { Text = form.Text, Status = form.Status, Hide = form.Hide, Highlight = form.Highlight })]));
}
