using Microsoft.Extensions.Options;

namespace Pipeline.Gateway.Live;

/// <summary>Starts the refreshing of pages.</summary>
public sealed class LiveRefreshes(LiveFeed feed, IOptions<LiveOptions> options, TimeProvider clock, ILogger<LiveRefresh> logger)
{
    /// <summary>Calls <paramref name="refresh"/> whenever something moves, until the result is disposed.</summary>
    /// <param name="ownerId">Whose processes to hear of.</param>
    /// <param name="concerns">Whether a process that moved matters. Must neither block nor throw.</param>
    /// <param name="refresh">Reads anew and shows it. Never runs twice at once.</param>
    public LiveRefresh Start(Guid ownerId, Func<Guid, bool> concerns, Func<CancellationToken, Task> refresh)
    {
        // Who rings goes on at once: a page's reading is not its business.
        var live = new LiveRefresh(options.Value, clock, cancellationToken => Task.Run(() => refresh(cancellationToken), cancellationToken), logger);
        live.Watch(feed, ownerId, concerns);
        return live;
    }
}
