using Pipeline.DemoSite.Faults;
using Pipeline.DemoSite.Pages;
using Pipeline.DemoSite.Platform;
using Pipeline.DemoSite.Sessions;
using Pipeline.DemoSite.State;

namespace Pipeline.DemoSite.Routes;

/// <summary>Writing a comment and changing an own one.</summary>
internal static class CommentRoutes
{
    public static void MapComments(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").AddEndpointFilter<SignedIn>();
        pages.MapPost("/article/{id:int}/comment/", CommentAsync);
        pages.MapGet("/comment/{id:int}/", (int id, HttpContext context, SiteStore store) =>
            Own(context, store, id, out var comment) ?? new HtmlResult(EditPages.Comment(context, comment!, FormOf(comment!))));
        pages.MapPost("/comment/{id:int}/", EditAsync);
    }

    private static async Task<IResult> CommentAsync(int id, HttpContext context, ArticleDesk articles, CommentText rules, FaultList faults, SiteStore store, CommentSubmission submission)
    {
        var article = store.Read(state => state.Article(id));
        if (article is null) return ErrorPage.NotFound(context);
        if (!context.SignedInAccount().MaySee(article)) return ErrorPage.Forbidden(context);

        var form = CommentForm.Read(await context.Request.ReadFormAsync(), rules);
        if (faults.Take(context, FaultKind.RejectedForm) is not null) form = form.Refused("Der Kommentar konnte nicht gespeichert werden.");
        return form.IsValid ? await submission.AcceptAsync(context, id, form) : articles.Show(context, id, form);
    }

    private static async Task<IResult> EditAsync(int id, HttpContext context, SiteStore store, CommentText rules, CommentDesk desk)
    {
        if (Own(context, store, id, out var comment) is { } refusal) return refusal;
        var form = CommentForm.Read(await context.Request.ReadFormAsync(), rules);
        if (!form.IsValid) return new HtmlResult(EditPages.Comment(context, comment!, form));
        await desk.ChangeAsync(id, form);
        return new Redirect($"/article/{comment!.ArticleId}/");
    }

    private static CommentForm FormOf(Comment comment) => new(comment.Text, comment.Status, comment.Hide, comment.Highlight, []);

    private static HtmlResult? Own(HttpContext context, SiteStore store, int id, out Comment? comment)
    {
        comment = store.Read(s => s.Comment(id));
        if (comment is null) return ErrorPage.NotFound(context);
        return context.SignedInAccount().Wrote(comment) ? null : ErrorPage.Forbidden(context);
    }
}
