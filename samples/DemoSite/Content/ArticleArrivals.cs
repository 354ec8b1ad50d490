using Microsoft.Extensions.Options;
using Pipeline.DemoSite.Platform;
using Pipeline.DemoSite.State;

namespace Pipeline.DemoSite.Content;

/// <summary>Lets a new text appear every so often. Nothing runs for it: whoever looks at the site makes it catch up with the clock.</summary>
internal sealed class ArticleArrivals
{
    private readonly SiteStore store;
    private readonly ArticleFactory factory;
    private readonly TimeProvider clock;
    private readonly TimeSpan interval;
    private readonly int most;
    private long nextTicks;

    public ArticleArrivals(SiteStore store, ArticleFactory factory, IOptions<DemoSiteOptions> options, TimeProvider clock)
    {
        (this.store, this.factory, this.clock) = (store, factory, clock);
        interval = options.Value.NewArticleInterval ?? TimeSpan.Zero;
        most = options.Value.MaxArticles;
        nextTicks = FirstArrival().UtcTicks;
    }

    /// <summary>Adds what is due by now, before the request is looked at.</summary>
    public async Task CatchUpAsync(HttpContext context, RequestDelegate next)
    {
        if (interval > TimeSpan.Zero && clock.GetUtcNow().UtcTicks >= Interlocked.Read(ref nextTicks)) await store.ChangeAsync(Due);
        await next(context);
    }

    /// <summary>A time in which the program was off brings one text at most, not one for every interval.</summary>
    private DateTimeOffset FirstArrival()
    {
        var now = clock.GetUtcNow();
        var last = store.Read(s => s.LastAppearance);
        if (last is null) return now + interval;
        return last.Value + interval > now ? last.Value + interval : now;
    }

    private (int, SiteEvent[]) Due(SiteState state)
    {
        var now = clock.GetUtcNow();
        var arrived = new List<SiteEvent>();
        var next = new DateTimeOffset(nextTicks, TimeSpan.Zero);
        for (; next <= now; next += interval)
        {
            if (state.Articles.Count + arrived.Count >= most) continue;
            arrived.Add(new ArticleSaved(factory.Make(state.LastArticleId + 1 + arrived.Count, next, ArticleOrigin.Appeared)));
        }
        Interlocked.Exchange(ref nextTicks, next.UtcTicks);
        return (arrived.Count, [.. arrived]);
    }
}
