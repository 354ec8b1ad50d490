using Pipeline.DemoSite.Content;
using Pipeline.DemoSite.Pages;
using Pipeline.DemoSite.Platform;
using Pipeline.DemoSite.Sessions;
using Pipeline.DemoSite.State;

namespace Pipeline.DemoSite.Routes;

/// <summary>Shows and changes single texts.</summary>
internal sealed class ArticleDesk(SiteStore store, ViewCounter views, TimeProvider clock)
{
    /// <summary>The text's page; 404 if it is gone, 403 if the account may not see it.</summary>
    public HtmlResult Show(HttpContext context, int id, CommentForm form)
    {
        var reader = context.SignedInAccount();
        var view = store.Read(state => state.Article(id) is not { } article ? null : new ArticleView(
            article, [.. state.CommentsOn(id).Where(reader.MaySee)], state.LikesOf(id), state.Likes(id, reader.Username), 0));
        if (view is null) return ErrorPage.NotFound(context);
        return reader.MaySee(view.Article)
            ? new HtmlResult(ArticlePage.Render(context, view with { Views = views.Count(id) }, form))
            : ErrorPage.Forbidden(context);
    }

    /// <summary>Changes a text; what is null stays. False: there is no such text.</summary>
    public Task<bool> EditAsync(int id, string? title, string? text, ArticleStatus? status) => store.ChangeAsync<bool>(state =>
        state.Article(id) is not { } old ? (false, []) : (true, [new ArticleSaved(old with
        {
            Title = title ?? old.Title,
            Paragraphs = text is null ? old.Paragraphs : ArticleFactory.ParagraphsOf(text),
            Status = status ?? old.Status,
            EditedAt = clock.GetUtcNow(),
        })]));
}
