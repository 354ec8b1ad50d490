using Pipeline.Contracts;
using Pipeline.Domain.Jobs;
using Pipeline.Domain.Processes;
using Pipeline.Testing.Ledger;

namespace Pipeline.Gateway.Tests.Monitoring;

public sealed class ClockScenariosEmbedded(EmbeddedMode mode) : ClockScenarios(mode), IClassFixture<EmbeddedMode>;

public sealed class ClockScenariosInProduction(ProductionMode mode) : ClockScenarios(mode), IClassFixture<ProductionMode>;

/// <summary>The scheduler itself and the announcer's own loop, on a clock that only the test moves.</summary>
[Trait("Promise", "P-TRIGGER")]
public abstract class ClockScenarios(MonitoringMode mode) : MonitoringTest(mode)
{
    protected override bool RunsByItself => true;

    [Fact]
    public async Task A_process_runs_after_180_s_not_before_and_once_after_a_long_sleep()
    {
        var process = await RunningProcessAsync();
        await TickAfterAsync(TimeSpan.FromSeconds(179));
        Assert.Equal(1, await RunsOf(process));
        await TickAfterAsync(TimeSpan.FromSeconds(1));
        await RanEmptyAsync(process, 2);

        await TickAfterAsync(TimeSpan.FromMinutes(30));
        await RanEmptyAsync(process, 3);
        await TickAfterAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(0, Host.Discovery.Unasked);
    }

    [Fact]
    public async Task Empty_runs_back_off_and_a_find_resets()
    {
        var process = await RunningProcessAsync();
        var streak = 1;
        foreach (var wait in (int[])[180, 360, 600, 600])
        {
            await TickAfterAsync(TimeSpan.FromSeconds(wait - 1));
            Assert.Equal(0, Host.Discovery.Unasked);
            if (wait == 600 && streak == 4) Host.Discovery.Finds(1);
            await TickAfterAsync(TimeSpan.FromSeconds(1));
            streak = streak == 4 ? 0 : streak + 1;
            await RanEmptyAsync(process, streak);
        }

        await TickAfterAsync(TimeSpan.FromSeconds(180));
        await RanEmptyAsync(process, 1);
    }

    [Fact]
    [Trait("Promise", "P-ONCE")]
    public async Task A_run_that_lasts_longer_than_the_interval_is_followed_not_overlapped()
    {
        var process = await ProcessAsync(new(TimeSpan.FromSeconds(10), null, "Europe/Zurich"));
        Host.Discovery.Holds();
        await Host.Orders.StartAsync(process, Cancellation);
        var run = await Host.Discovery.NextRunAsync(process);
        await TickAfterAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(1, await RunsOf(process));

        await Host.Discovery.EndAsync(run, new(JobStatus.Succeeded, 1), Host.Service<MassTransit.IBus>());
        await RowAsync(process, row => row.LastRunId == run.JobId, "the run counts");
        await TickAfterAsync(TimeSpan.FromSeconds(1));
        await Host.Discovery.NextRunAsync(process);
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

    private async Task<int> RunsOf(Guid process) => (await Host.Services.RunsAsync(process)).Count;

    /// <summary>Moves time, and waits for the scheduler's tick at the new time.</summary>
    private async Task TickAfterAsync(TimeSpan time)
    {
        var ticks = await Host.TicksAsync(1);
        await Database.AdvanceAsync(time);
        await Host.TicksAsync(ticks + 1);
    }

    private async Task RanEmptyAsync(Guid process, int streak)
    {
        var run = await Host.Discovery.NextRunAsync(process);
        await RowAsync(process, row => row.LastRunId == run.JobId && row.EmptyStreak == streak, $"empty run {streak} counts");
    }
}
