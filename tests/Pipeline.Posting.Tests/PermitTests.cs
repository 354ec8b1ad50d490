using Microsoft.Extensions.Time.Testing;
using Pipeline.SiteAccess;
using Pipeline.Sites;

namespace Pipeline.Posting.Tests;

/// <summary>A yes of the database is good for one second, seen right before the request leaves.</summary>
[Trait("Promise", "P-TWICE")]
public sealed class PermitTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly AskewClock _askew;
    private int _asked;

    public PermitTests() => _askew = new AskewClock(_clock);

    [Fact]
    public async Task A_write_is_asked_for_each_time_and_leaves_with_a_fresh_yes()
    {
        var permit = Permit(() => { });
        await AskAsync(permit, RequestIntent.Write);
        await AskAsync(permit, RequestIntent.Write);
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task A_process_that_froze_after_the_yes_to_a_write_asks_again()
    {
        await AskAsync(Permit(() => { if (_asked == 1) _clock.Advance(TimeSpan.FromMinutes(5)); }), RequestIntent.Write);
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task What_the_database_says_then_counts()
    {
        var permit = Permit(() => _clock.Advance(TimeSpan.FromMinutes(5)), yes: () => _asked == 1);
        await Assert.ThrowsAsync<PermitRefusedException>(() => AskAsync(permit, RequestIntent.Write));
    }

    [Theory]
    [InlineData(RequestIntent.Write)]
    [InlineData(RequestIntent.Read)]
    public async Task Answers_that_are_always_late_let_nothing_leave(RequestIntent intent)
    {
        await Assert.ThrowsAsync<PermitRefusedException>(() => AskAsync(Permit(() => _clock.Advance(TimeSpan.FromSeconds(1))), intent));
        Assert.Equal(3, _asked);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(-300)]
    public async Task A_machine_that_slept_or_whose_clock_was_set_asks_again_although_its_own_clock_stood_still(int seconds)
    {
        await AskAsync(Permit(() => { if (_asked == 1) _askew.Wall += TimeSpan.FromSeconds(seconds); }), RequestIntent.Write);
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task A_yes_to_reading_is_good_for_a_second_from_when_it_was_asked_for()
    {
        var permit = Permit(() => _clock.Advance(TimeSpan.FromSeconds(0.6)));
        await AskAsync(permit, RequestIntent.Read);
        _clock.Advance(TimeSpan.FromSeconds(0.3));
        await AskAsync(permit, RequestIntent.Read);
        Assert.Equal(1, _asked);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        await AskAsync(permit, RequestIntent.Read);
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task A_step_that_writes_nothing_may_not_write() =>
        await Assert.ThrowsAsync<PermitRefusedException>(() => AskAsync(new LedgerPermit(_askew, _ => Task.FromResult(true)), RequestIntent.Write));

    /// <summary>A permit whose question takes what <paramref name="meanwhile"/> makes of it.</summary>
    private LedgerPermit Permit(Action meanwhile, Func<bool>? yes = null) => new(_askew, _ => AnswerAsync(meanwhile, yes), _ => AnswerAsync(meanwhile, yes));

    private Task<bool> AnswerAsync(Action meanwhile, Func<bool>? yes)
    {
        _asked++;
        meanwhile();
        return Task.FromResult(yes?.Invoke() ?? true);
    }

    private static Task AskAsync(LedgerPermit permit, RequestIntent intent) =>
        permit.AskAsync(intent, new Uri("https://site.example/"), TestContext.Current.CancellationToken).AsTask();

    /// <summary>A wall clock that can be set apart from the monotonic one.</summary>
    private sealed class AskewClock(TimeProvider clock) : TimeProvider
    {
        public TimeSpan Wall { get; set; }

        public override long TimestampFrequency => clock.TimestampFrequency;

        public override long GetTimestamp() => clock.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + Wall;
    }
}
