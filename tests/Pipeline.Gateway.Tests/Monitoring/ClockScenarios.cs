using Pipeline.Contracts;
using Pipeline.Domain.Processes;
using Pipeline.Testing;
using Pipeline.Testing.Ledger;

namespace Pipeline.Gateway.Tests.Monitoring;

public sealed class ClockScenariosEmbedded(EmbeddedMode mode) : ClockScenarios(mode), IClassFixture<EmbeddedMode>;

public sealed class ClockScenariosInProduction(ProductionMode mode) : ClockScenarios(mode), IClassFixture<ProductionMode>;

/// <summary>
/// The clock's own turns and the announcer's, on a clock that only the test moves. When exactly which run is due is for
/// <see cref="RunScenarios"/>: a move that comes before the first turn has begun its wait is slept through, so here time goes on
/// by the second until the clock has looked.
/// </summary>
[Trait("Promise", "P-TRIGGER")]
public abstract class ClockScenarios(MonitoringMode mode) : MonitoringTest(mode)
{
    protected override bool RunsByItself => true;

    [Fact]
    public async Task A_process_runs_when_its_look_is_due_and_not_before()
    {
        var process = await RunningProcessAsync();
        await TickAfterAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(1, await RunsOf(process));
        await TickAfterAsync(TimeSpan.FromSeconds(120));
        await RanEmptyAsync(process, 2);
    }

    [Fact]
    public async Task A_long_sleep_is_followed_by_one_run()
    {
        var process = await RunningProcessAsync();
        await TickAfterAsync(TimeSpan.FromMinutes(30));
        await RanEmptyAsync(process, 2);
        await TickAfterAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(0, Host.Discovery.Unasked);
    }

    [Fact]
    [Trait("Promise", "P-DEADLINE")]
    public async Task A_process_ends_at_its_deadline()
    {
        var process = await RunningProcessAsync();
        await TickAfterAsync(TimeSpan.FromHours(2));
        Assert.Equal(StopReason.Timeout, (await StandsAsync(process, ProcessStatus.Stopped)).StopReason);
    }

    [Fact]
    [Trait("Promise", "P-STUCK")]
    public async Task A_record_that_nobody_took_up_is_announced_again()
    {
        var process = await Host.Services.ProcessAsync();
        var records = await Host.Services.DiscoverAsync(process, articles: 2);
        await TickAfterAsync(TimeSpan.FromMinutes(3));
        var message = await Host.Heard.NextAsync<ArticlesDiscovered>();
        Assert.Equal(records.Select(record => record.RecordId).Order(), message.RecordIds.Order());
    }

    [Fact]
    public async Task A_gateway_whose_clock_was_ahead_and_is_set_back_goes_on_looking()
    {
        var right = Database.Clock.GetUtcNow();
        Database.Clock.AdjustTime(right + TimeSpan.FromHours(1));
        await LooksAsync("it looks while its clock is ahead");
        Database.Clock.AdjustTime(right);
        await LooksAsync("it looks after its clock was set back");
    }

    /// <summary>Waits until the clock has looked twice, once may have begun before, while no more than some seconds go by on the program's clock.</summary>
    private async Task LooksAsync(string expectation)
    {
        var ticks = Host.Ticks;
        for (var second = 0; second < 10 && !await Host.TickedAsync(ticks + 2); second++) Database.Clock.Advance(TimeSpan.FromSeconds(1));
        await Eventually.BecomeAsync(() => Task.FromResult(Host.Ticks), now => now >= ticks + 2, Patience, expectation, Cancellation);
    }

    private async Task<int> RunsOf(Guid process) => (await Host.Services.RunsAsync(process)).Count;

    private async Task TickAfterAsync(TimeSpan time)
    {
        var ticks = Host.Ticks;
        await Database.AdvanceAsync(time);
        while (!await Host.TickedAsync(ticks + 1)) await Database.AdvanceAsync(TimeSpan.FromSeconds(1));
    }

    private async Task RanEmptyAsync(Guid process, int streak)
    {
        var run = await Host.Discovery.NextRunAsync(process);
        await RowAsync(process, row => row.LastRunId == run.JobId && row.EmptyStreak == streak, $"empty run {streak} counts");
    }
}
