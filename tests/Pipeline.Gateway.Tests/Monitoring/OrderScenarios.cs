using Pipeline.Contracts;
using Pipeline.Domain.Jobs;
using Pipeline.Domain.Processes;
using Pipeline.Testing.Ledger;

namespace Pipeline.Gateway.Tests.Monitoring;

public sealed class OrderScenariosEmbedded(EmbeddedMode mode) : OrderScenarios(mode), IClassFixture<EmbeddedMode>;

public sealed class OrderScenariosInProduction(ProductionMode mode) : OrderScenarios(mode), IClassFixture<ProductionMode>;

/// <summary>What becomes of a process that people start, stop, pause and resume, however their orders arrive, and of its deadline.</summary>
public abstract class OrderScenarios(MonitoringMode mode) : MonitoringTest(mode)
{
    [Fact]
    public async Task A_stopped_process_runs_no_more()
    {
        var process = await RunningProcessAsync();
        await Host.Orders.StopAsync(process, null, Cancellation);
        var row = await StandsAsync(process, ProcessStatus.Stopped);
        await PassAsync(TimeSpan.FromHours(1));
        Assert.Equal((StopReason.User, null, 1), (row.StopReason, row.DeadlineAt, (await Host.Services.RunsAsync(process)).Count));
    }

    [Fact]
    [Trait("Promise", "P-ONCE")]
    public async Task Starting_twice_starts_one_run()
    {
        var process = await ProcessAsync();
        Host.Discovery.Holds();
        var first = await Host.Orders.StartAsync(process, Cancellation);
        var second = await Host.Orders.StartAsync(process, Cancellation);
        await Host.Discovery.NextRunAsync(process);
        await Host.TellAsync(new StartMonitoring(process, first!.Epoch));
        Assert.Equal((first with { Changed = false }, 1), (second, (await Host.Services.RunsAsync(process)).Count));
    }

    [Fact]
    public async Task Stopping_twice_stops_once()
    {
        var process = await RunningProcessAsync();
        var first = await Host.Orders.StopAsync(process, null, Cancellation);
        await Host.Orders.StopAsync(process, null, Cancellation);
        await Host.TellAsync(new StopMonitoring(process, first!.Epoch, "user"));
        Assert.Equal(first.Epoch, (await StandsAsync(process, ProcessStatus.Stopped)).Epoch);
    }

    [Fact]
    [Trait("Promise", "P-STOP")]
    public async Task Stopping_waits_for_the_run_under_way()
    {
        var process = await ProcessAsync();
        Host.Discovery.Holds();
        await Host.Orders.StartAsync(process, Cancellation);
        var run = await Host.Discovery.NextRunAsync(process);

        await Host.Orders.StopAsync(process, null, Cancellation);
        await StandsAsync(process, ProcessStatus.Stopping);
        Assert.Equal(JobStatus.Cancelling, Assert.Single(await Host.Services.RunsAsync(process)).Status);

        await Host.Discovery.EndAsync(run, new(JobStatus.Cancelled), Host.Service<MassTransit.IBus>());
        await StandsAsync(process, ProcessStatus.Stopped);
    }

    [Fact]
    [Trait("Promise", "P-STOP")]
    public async Task Pausing_cancels_the_run_and_resuming_makes_it_again_at_once()
    {
        var process = await ProcessAsync();
        Host.Discovery.Holds();
        await Host.Orders.StartAsync(process, Cancellation);
        var run = await Host.Discovery.NextRunAsync(process);

        await Host.Orders.PauseAsync(process, null, Cancellation);
        await StandsAsync(process, ProcessStatus.Paused);
        await Host.Discovery.EndAsync(run, new(JobStatus.Cancelled), Host.Service<MassTransit.IBus>());
        await RowAsync(process, row => row.LastRunId == run.JobId, "the cancelled run counts as ended");
        await PassAsync(TimeSpan.FromMinutes(30));
        Assert.Equal(0, Host.Discovery.Unasked);

        await Host.Orders.ResumeAsync(process, Cancellation);
        await Host.Discovery.NextRunAsync(process);
        await RowAsync(process, row => row is { EmptyStreak: 1, FailureStreak: 0 }, "only the second run counts as empty");
    }

    [Fact]
    public async Task Resuming_before_the_next_run_is_due_starts_none()
    {
        var process = await RunningProcessAsync();
        await Host.Orders.PauseAsync(process, null, Cancellation);
        await Host.Orders.ResumeAsync(process, Cancellation);
        await StandsAsync(process, ProcessStatus.Running);
        await PassAsync(TimeSpan.FromSeconds(179));
        Assert.Single(await Host.Services.RunsAsync(process));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Promise", "P-DEADLINE")]
    public async Task A_process_ends_at_its_deadline_also_while_paused(bool paused)
    {
        var process = await RunningProcessAsync();
        if (paused) await Host.Orders.PauseAsync(process, null, Cancellation);
        await PassAsync(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1));
        Assert.Equal(paused ? ProcessStatus.Paused : ProcessStatus.Running, (await Host.Services.ProcessRowAsync(process)).Status);
        if (!paused) await RowAsync(process, row => row.EmptyStreak == 2, "the look that fell due meanwhile counts"); // Its end may have the row just as the clock looks.
        await PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(StopReason.Timeout, (await StandsAsync(process, ProcessStatus.Stopped)).StopReason);
    }

    [Fact]
    [Trait("Promise", "P-DEADLINE")]
    [Trait("Promise", "P-STOP")]
    public async Task A_deadline_of_an_earlier_epoch_stops_nothing()
    {
        var process = await RunningProcessAsync();
        var stop = await Host.Orders.StopAsync(process, null, Cancellation);
        await StandsAsync(process, ProcessStatus.Stopped);
        await Host.Orders.StartAsync(process, Cancellation);
        await StandsAsync(process, ProcessStatus.Running);
        await Host.TellAsync(new DeadlineReached(process, stop!.Epoch));
        await StandsAsync(process, ProcessStatus.Running);
    }

    [Fact]
    [Trait("Promise", "P-STOP")]
    public async Task Orders_that_arrive_in_the_wrong_order_end_as_the_last_one_said()
    {
        var process = await RunningProcessAsync();
        var pause = await Processes.PauseAsync(process, Cancellation);
        var resume = await Processes.ResumeAsync(process, Cancellation);
        await Host.TellAsync(new ResumeMonitoring(process, resume!.Epoch));
        await Host.TellAsync(new PauseMonitoring(process, pause!.Epoch));
        await StandsAsync(process, ProcessStatus.Running);
    }

    [Fact]
    [Trait("Promise", "P-STOP")]
    public async Task A_quick_stop_and_start_ends_as_the_last_one_said()
    {
        var process = await RunningProcessAsync();
        var stop = await Processes.StopAsync(process, StopReason.User, Cancellation);
        await Processes.StoppedAsync(process, Cancellation);
        await Database.AdvanceAsync(TimeSpan.FromSeconds(1));
        var start = await Processes.StartAsync(process, Cancellation);
        await Host.TellAsync(new StartMonitoring(process, start!.Epoch));
        await Host.TellAsync(new StopMonitoring(process, stop!.Epoch, "user"));
        await Host.Discovery.NextRunAsync(process);
        await StandsAsync(process, ProcessStatus.Running);
    }
}
