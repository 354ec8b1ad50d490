using System.Text.Json;
using Pipeline.DemoSite.Content;
using Pipeline.DemoSite.Platform;
using Pipeline.DemoSite.Routes;
using Pipeline.DemoSite.State;

namespace Pipeline.DemoSite.Control;

/// <summary>Adds, changes and removes texts.</summary>
internal static class ArticleControl
{
    public static void MapArticleControl(this IEndpointRouteBuilder control)
    {
        control.MapGet("/articles", (SiteStore store, int? tab) => ControlJson.Answer(
            store.Read(state => state.Articles.Where(a => tab is null || a.Tab == tab).ToList())));
        control.MapPost("/articles", AddAsync);
        control.MapPatch("/articles/{id:int}", ChangeAsync);
        control.MapDelete("/articles/{id:int}", async (int id, SiteStore store) =>
            await store.ChangeAsync<bool>(state => state.Article(id) is null ? (false, []) : (true, [new ArticleDeleted(id)]))
                ? Results.NoContent()
                : Results.NotFound());
    }

    private static async Task<IResult> AddAsync(HttpRequest request, SiteStore store, ArticleFactory factory, TimeProvider clock)
    {
        var order = await ControlJson.ReadAsync<ArticleOrder>(request);
        var wishes = order.Wishes();
        var now = clock.GetUtcNow();
        var ids = await store.ChangeAsync(state =>
        {
            var first = state.LastArticleId + 1;
            var events = wishes.Select((wish, i) => (SiteEvent)new ArticleSaved(factory.Make(first + i, now, ArticleOrigin.Added, wish))).ToArray();
            return (Enumerable.Range(first, wishes.Count), events);
        });
        return ControlJson.Answer(new { ids });
    }

    private static async Task<IResult> ChangeAsync(int id, HttpRequest request, ArticleDesk desk)
    {
        var change = await ControlJson.ReadAsync<ArticleChange>(request);
        return await desk.EditAsync(id, change.Title, change.Text, change.Status) ? Results.NoContent() : Results.NotFound();
    }

    /// <summary>What can be changed of a text; null stays.</summary>
    private sealed record ArticleChange(string? Title = null, string? Text = null, ArticleStatus? Status = null);
}
