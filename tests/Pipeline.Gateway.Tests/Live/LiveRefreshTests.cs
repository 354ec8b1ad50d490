using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Gateway.Live;

namespace Pipeline.Gateway.Tests.Live;

public sealed class LiveRefreshTests : IAsyncDisposable
{
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Safety = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);

    private readonly Guid _owner = Guid.NewGuid();
    private readonly LiveFeed _feed = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly FakeLogger _log = new();
    private readonly LiveRefresh _live;
    private int _refreshed;
    private Func<Task> _read = () => Task.CompletedTask;

    public LiveRefreshTests()
    {
        _live = new LiveRefresh(new LiveOptions { Gap = Gap, Safety = Safety }, _clock, Refresh, _log);
        _live.Watch(_feed, _owner, _ => true);
    }

    [Fact]
    public void The_first_ring_refreshes_at_once()
    {
        _feed.Ring(_owner, Guid.NewGuid());
        Assert.Equal(1, _refreshed);
    }

    [Fact]
    public void Many_rings_within_the_gap_refresh_once_more_when_it_is_over()
    {
        for (var ring = 0; ring < 100; ring++) _feed.Ring(_owner, Guid.NewGuid());
        _clock.Advance(Gap - Instant);
        Assert.Equal(1, _refreshed);
        _clock.Advance(Instant);
        Assert.Equal(2, _refreshed);
        _clock.Advance(Gap);
        Assert.Equal(2, _refreshed);
    }

    [Fact]
    public void A_ring_during_a_refresh_is_not_lost_and_never_runs_beside_it()
    {
        var reading = new TaskCompletionSource();
        _read = () => reading.Task;
        _feed.Ring(_owner, Guid.NewGuid());
        _feed.Ring(_owner, Guid.NewGuid());
        _clock.Advance(Gap);
        Assert.Equal(1, _refreshed);
        reading.SetResult();
        _clock.Advance(Gap);
        Assert.Equal(2, _refreshed);
    }

    [Fact]
    public void Without_any_ring_it_refreshes_every_safety_time()
    {
        _clock.Advance(Safety - Instant);
        Assert.Equal(0, _refreshed);
        _clock.Advance(Instant);
        Assert.Equal(1, _refreshed);
        _clock.Advance(Safety);
        Assert.Equal(2, _refreshed);
    }

    [Fact]
    public void What_moves_without_ringing_is_seen_within_the_time_asked_for()
    {
        _live.RingWithin(TimeSpan.FromSeconds(1));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, _refreshed);
        _clock.Advance(Safety);
        Assert.Equal(2, _refreshed);
    }

    [Fact]
    public void A_refresh_that_fails_is_logged_and_tried_again()
    {
        _read = () => throw new InvalidOperationException("The database is away.");
        _feed.Ring(_owner, Guid.NewGuid());
        _read = () => Task.CompletedTask;
        _clock.Advance(Safety);
        Assert.Equal(2, _refreshed);
        Assert.Equal("The database is away.", _log.LatestRecord.Exception?.Message);
    }

    [Fact]
    [Trait("Promise", "P-PRIVATE")]
    public void What_moves_for_others_rings_for_nobody_else()
    {
        _feed.Ring(Guid.NewGuid(), Guid.NewGuid());
        _clock.Advance(Gap);
        Assert.Equal(0, _refreshed);
    }

    [Fact]
    public async Task Once_disposed_it_neither_watches_nor_refreshes()
    {
        await _live.DisposeAsync();
        Assert.False(_feed.IsWatched);
        _live.Ring();
        _clock.Advance(Safety);
        Assert.Equal(0, _refreshed);
    }

    public ValueTask DisposeAsync() => _live.DisposeAsync();

    private Task Refresh(CancellationToken cancellationToken)
    {
        _refreshed++;
        return _read();
    }
}
