using Pipeline.DemoSite.Faults;
using Pipeline.DemoSite.Pages;
using Pipeline.DemoSite.Platform;
using Pipeline.DemoSite.Sessions;
using Pipeline.DemoSite.State;

namespace Pipeline.DemoSite.Routes;

/// <summary>The index and the texts.</summary>
internal static class ArticleRoutes
{
    public static void MapArticles(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").AddEndpointFilter<SignedIn>();
        pages.MapGet("/articles/", Index);
        pages.MapGet("/article/{id:int}/", (int id, HttpContext context, ArticleDesk desk) => desk.Show(context, id, CommentForm.Empty));
        pages.MapPost("/article/{id:int}/like/", LikeAsync);
        pages.MapGet("/article/edit/{id:int}/", (int id, HttpContext context, SiteStore store) =>
            Own(context, store, id, out var article) ?? new HtmlResult(EditPages.Article(context, article!, [])));
        pages.MapPost("/article/edit/{id:int}/", EditAsync);
    }

    private static HtmlResult Index(HttpContext context, SiteStore store, FaultList faults)
    {
        var query = IndexQuery.Of(context.Request.Query);
        var panes = store.Read(state => Panes.For(context.SignedInAccount(), state, query));
        if (faults.Take(context, FaultKind.MissingPane) is not null) panes = [.. panes.Where(p => p.Id != query.Tab)];
        return new HtmlResult(IndexPage.Render(context, panes, query));
    }

    private static async Task<IResult> LikeAsync(int id, HttpContext context, SiteStore store)
    {
        var username = context.SignedInAccount().Username;
        await store.ChangeAsync<int>(state => (0, [new LikeSet(id, username, !state.Likes(id, username))]));
        return new Redirect($"/article/{id}/");
    }

    private static async Task<IResult> EditAsync(int id, HttpContext context, SiteStore store, ArticleDesk desk)
    {
        if (Own(context, store, id, out var article) is { } refusal) return refusal;
        var form = await context.Request.ReadFormAsync();
        var (title, text) = (form["title"].ToString().Trim(), form["text"].ToString());
        if (title.Length == 0 || string.IsNullOrWhiteSpace(text))
            return new HtmlResult(EditPages.Article(context, article!, ["Titel und Text: Dieses Feld ist zwingend erforderlich."]));
        await desk.EditAsync(id, title, text, form["publish"] == "on" ? ArticleStatus.Published : ArticleStatus.Draft);
        return new Redirect("/articles/?tab=home");
    }

    private static HtmlResult? Own(HttpContext context, SiteStore store, int id, out Article? article)
    {
        article = store.Read(s => s.Article(id));
        if (article is null) return ErrorPage.NotFound(context);
        return context.SignedInAccount().Wrote(article) ? null : ErrorPage.Forbidden(context);
    }
}
