namespace Pipeline.Gateway.Live;

/// <summary>
/// One page's refreshing: at once when rung, then not again before the gap is over, however often it was rung meanwhile;
/// and slowly by itself, since a ring may be lost.
/// </summary>
public sealed partial class LiveRefresh : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly LiveOptions _options;
    private readonly Func<CancellationToken, Task> _refresh;
    private readonly ILogger _logger;
    private readonly ITimer _safety, _gap;
    private IDisposable? _watch;
    private Task _running = Task.CompletedTask;
    private bool _busy, _rung;

    /// <summary>Refreshes nothing until it is rung, or the safety time is over.</summary>
    public LiveRefresh(LiveOptions options, TimeProvider clock, Func<CancellationToken, Task> refresh, ILogger logger)
    {
        (_options, _refresh, _logger) = (options, refresh, logger);
        _gap = clock.CreateTimer(_ => Rested(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _safety = clock.CreateTimer(_ => Ring(), null, options.Safety, options.Safety);
    }

    /// <summary>Lets the feed ring it.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="ownerId">Whose processes to hear of.</param>
    /// <param name="concerns">Whether a process that moved matters.</param>
    public void Watch(LiveFeed feed, Guid ownerId, Func<Guid, bool> concerns)
    {
        ArgumentNullException.ThrowIfNull(feed);
        _watch = feed.Watch(ownerId, moved =>
        {
            if (moved is not { } process || concerns(process)) Ring();
        });
    }

    /// <summary>Refreshes soon, whether or not anything moved: after a person's own act, or when a connection is back.</summary>
    public void Ring()
    {
        lock (_lock)
        {
            _rung = true;
            if (_busy || _ended.IsCancellationRequested) return;
            Begin();
        }
    }

    /// <summary>Refreshes after this time at the latest, for what moves without ringing.</summary>
    public void RingWithin(TimeSpan time) => _safety.Change(time, _options.Safety);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_ended.IsCancellationRequested) return;
        _watch?.Dispose();
        await _ended.CancelAsync();
        await _safety.DisposeAsync();
        await _gap.DisposeAsync();
        await _running;
        _ended.Dispose();
    }


    private void Begin()
    {
        (_busy, _rung) = (true, false);
        _running = RunAsync(_ended.Token);
    }

    private void Rested()
    {
        lock (_lock)
        {
            if (_rung && !_ended.IsCancellationRequested) Begin();
            else _busy = false;
        }
    }

    /// <summary>What fails now, a database that is away for instance, is tried again with the next ring.</summary>
    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _refresh(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        catch (Exception trouble)
        {
            Log.NotRefreshed(_logger, trouble);
        }

        _gap.Change(_options.Gap, Timeout.InfiniteTimeSpan);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A page could not be refreshed; it shows what was last known")]
        public static partial void NotRefreshed(ILogger logger, Exception trouble);
    }
}
