using Pipeline.Contracts;
using Pipeline.Domain.Jobs;
using Pipeline.Domain.Processes;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;

namespace Pipeline.Gateway.Tests.Monitoring;

public sealed class LossScenariosEmbedded(EmbeddedMode mode) : LossScenarios(mode), IClassFixture<EmbeddedMode>;

public sealed class LossScenariosInProduction(ProductionMode mode) : LossScenarios(mode), IClassFixture<ProductionMode>;

/// <summary>What becomes of a process when a message is lost, or a worker with its run.</summary>
public abstract class LossScenarios(MonitoringMode mode) : MonitoringTest(mode)
{
    [Fact]
    [Trait("Promise", "P-STUCK")]
    public async Task A_lost_run_fails_and_the_next_one_follows()
    {
        var process = await ProcessAsync();
        Host.Discovery.Holds();
        await Host.Orders.StartAsync(process, Cancellation);
        var run = await Host.Discovery.NextRunAsync(process);

        // The clock looks away: it would find the process due, and the next run would follow at once.
        await Database.AdvanceAsync(TimeSpan.FromSeconds(60));
        await Host.Sweep.RunAsync(Cancellation);
        var row = await RowAsync(process, row => row.LastRunId == run.JobId, "the lost run counts as ended");
        Assert.Equal((row.StartedAt + Interval, "worker lost", 0), (row.NextDiscoveryAt, row.LastError, row.FailureStreak));

        await PassAsync(TimeSpan.FromSeconds(120));
        await Host.Discovery.NextRunAsync(process);
    }

    [Fact]
    [Trait("Promise", "P-STUCK")]
    public async Task A_run_whose_end_is_lost_is_followed_by_none_until_the_sweep_tells_it_again()
    {
        var process = await ProcessAsync();
        Host.Discovery.Holds();
        await Host.Orders.StartAsync(process, Cancellation);
        var run = await Host.Discovery.NextRunAsync(process);
        await Host.Service<JobLedger>().FinishAsync(run, JobStatus.Succeeded, new(100, "Done", 1, 1, 1), null, null, Cancellation);

        await Database.AdvanceAsync(Interval);
        await Host.TellAsync(new DiscoveryDue(process, run.Epoch));
        Assert.Single(await Host.Services.RunsAsync(process));

        await Host.Sweep.RunAsync(Cancellation);
        var row = await RowAsync(process, row => row.LastRunId == run.JobId, "the run counts");
        Assert.Equal((row.StartedAt + Interval, 0), (row.NextDiscoveryAt, row.EmptyStreak));
        await PassAsync(TimeSpan.Zero);
        await Host.Discovery.NextRunAsync(process);
    }

    [Fact]
    [Trait("Promise", "P-STUCK")]
    public async Task A_stopping_process_whose_worker_died_is_stopped_by_the_sweep()
    {
        var process = await ProcessAsync();
        Host.Discovery.Holds();
        await Host.Orders.StartAsync(process, Cancellation);
        await Host.Discovery.NextRunAsync(process);
        await Host.Orders.StopAsync(process, null, Cancellation);
        await StandsAsync(process, ProcessStatus.Stopping);
        await PassAsync(TimeSpan.FromSeconds(60));
        await Host.Sweep.RunAsync(Cancellation);
        await StandsAsync(process, ProcessStatus.Stopped);
    }

    [Fact]
    [Trait("Promise", "P-STUCK")]
    public async Task A_start_whose_message_is_lost_runs_with_the_next_tick()
    {
        var process = await ProcessAsync();
        await Processes.StartAsync(process, Cancellation);
        await PassAsync(TimeSpan.FromSeconds(1));
        await Host.Discovery.NextRunAsync(process);
        await StandsAsync(process, ProcessStatus.Running);
    }

    [Theory]
    [InlineData(ProcessStatus.Running)]
    [InlineData(ProcessStatus.Paused)]
    [InlineData(ProcessStatus.Stopped)]
    [Trait("Promise", "P-STUCK")]
    public async Task An_order_whose_message_is_lost_is_told_again_by_the_sweep(ProcessStatus status)
    {
        var process = status == ProcessStatus.Running ? await ProcessAsync() : await RunningProcessAsync();
        if (status == ProcessStatus.Running) await Processes.StartAsync(process, Cancellation);
        if (status == ProcessStatus.Paused) await Processes.PauseAsync(process, Cancellation);
        if (status == ProcessStatus.Stopped) await Processes.StopAsync(process, StopReason.User, Cancellation);
        await Database.AdvanceAsync(TimeSpan.FromSeconds(5));
        await Host.Sweep.RunAsync(Cancellation);
        await StandsAsync(process, status);
    }

    [Fact]
    [Trait("Promise", "P-STUCK")]
    public async Task A_run_whose_message_is_lost_is_told_again_by_the_clock()
    {
        var process = await ProcessAsync();
        await Processes.StartAsync(process, Cancellation);
        await Host.Service<JobLedger>().StartDiscoveryAsync(process, JobTrigger.Start, null, Cancellation);
        await PassAsync(TimeSpan.FromSeconds(10));
        await Host.Discovery.NextRunAsync(process);
    }
}
