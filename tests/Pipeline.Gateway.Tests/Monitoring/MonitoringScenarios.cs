using Pipeline.Contracts;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Jobs;
using Pipeline.Domain.Processes;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;

namespace Pipeline.Gateway.Tests.Monitoring;

public sealed class MonitoringScenariosEmbedded(EmbeddedMode mode) : MonitoringScenarios(mode), IClassFixture<EmbeddedMode>;

public sealed class MonitoringScenariosInProduction(ProductionMode mode) : MonitoringScenarios(mode), IClassFixture<ProductionMode>;

/// <summary>What becomes of a process, whichever messages come, come twice, late, in the wrong order or not at all.</summary>
public abstract class MonitoringScenarios(MonitoringMode mode) : MonitoringTest(mode)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(180);

    private ProcessLedger Processes => Host.Service<ProcessLedger>();

    [Fact]
    [Trait("Promise", "P-TRIGGER")]
    public async Task A_started_process_runs_at_once_and_again_after_its_interval()
    {
        var process = await RunningProcessAsync();
        var row = await StandsAsync(process, ProcessStatus.Running);
        Assert.Equal(row.StartedAt + Interval, row.NextDiscoveryAt);

        Host.Discovery.Finds(3);
        await PassAsync(Interval);
        await Host.Discovery.NextRunAsync(process);
        await RowAsync(process, row => row.EmptyStreak == 0, "the find counts");
    }

    [Fact]
    [Trait("Promise", "P-TRIGGER")]
    public async Task Empty_runs_back_off_and_a_find_resets()
    {
        var process = await RunningProcessAsync();
        foreach (var (wait, streak) in ((int, int)[])[(180, 2), (360, 3), (600, 4), (600, 0), (180, 1)])
        {
            Assert.Equal(TimeSpan.FromSeconds(wait), await PassToNextLookAsync(process, before: TimeSpan.FromSeconds(1)));
            Assert.Equal(0, Host.Discovery.Unasked);
            if (streak == 0) Host.Discovery.Finds(1);
            await PassToNextLookAsync(process);
            var run = await Host.Discovery.NextRunAsync(process);
            await RowAsync(process, row => row.LastRunId == run.JobId && row.EmptyStreak == streak, $"the run counts, the streak is {streak}");
        }
    }

    [Fact]
    [Trait("Promise", "P-TRIGGER")]
    [Trait("Promise", "P-ONCE")]
    public async Task A_run_that_lasts_longer_than_the_interval_is_followed_not_overlapped()
    {
        var process = await ProcessAsync(new(TimeSpan.FromSeconds(10), null, "Europe/Zurich"));
        Host.Discovery.Holds();
        await Host.Orders.StartAsync(process, Cancellation);
        var run = await Host.Discovery.NextRunAsync(process);
        await PassAsync(TimeSpan.FromSeconds(20));
        await Host.TellAsync(new DiscoveryDue(process, run.Epoch));
        Assert.Single(await Host.Services.RunsAsync(process));

        await Host.Discovery.EndAsync(run, new(JobStatus.Succeeded, 1), Host.Service<MassTransit.IBus>());
        await RowAsync(process, row => row.LastRunId == run.JobId, "the run counts");
        await PassAsync(TimeSpan.Zero);
        await Host.Discovery.NextRunAsync(process);
    }

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

    [Fact]
    public async Task A_run_that_a_person_cancelled_is_not_made_again_before_the_interval()
    {
        var process = await ProcessAsync();
        Host.Discovery.Holds();
        await Host.Orders.StartAsync(process, Cancellation);
        var run = await Host.Discovery.NextRunAsync(process);
        await Host.Service<JobLedger>().CancelAsync(process, null, Cancellation);
        await Host.Discovery.EndAsync(run, new(JobStatus.Cancelled), Host.Service<MassTransit.IBus>());
        var row = await RowAsync(process, row => row.LastRunId == run.JobId, "the cancelled run counts as ended");
        Assert.Equal((row.StartedAt + Interval, 0, 0), (row.NextDiscoveryAt, row.EmptyStreak, row.FailureStreak));
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

    [Fact]
    public async Task The_end_of_a_run_that_is_told_twice_counts_once()
    {
        var process = await RunningProcessAsync();
        var run = Assert.Single(await Host.Services.RunsAsync(process));
        await Host.TellAsync(new DiscoveryCompleted(process, run.Id, run.Epoch, 0));
        Assert.Equal(1, (await Host.Services.ProcessRowAsync(process)).EmptyStreak);
    }

    [Fact]
    [Trait("Promise", "P-ONCE")]
    public async Task A_tick_that_is_told_late_or_twice_starts_no_second_run()
    {
        var process = await RunningProcessAsync();
        var epoch = (await Host.Services.ProcessRowAsync(process)).Epoch;
        await Host.TellAsync(new DiscoveryDue(process, epoch));
        await Host.TellAsync(new DiscoveryDue(process, epoch));
        Assert.Single(await Host.Services.RunsAsync(process));
    }

    [Fact]
    [Trait("Promise", "P-ONCE")]
    public async Task A_person_who_asks_for_a_run_gets_the_one_under_way()
    {
        var process = await ProcessAsync();
        Host.Discovery.Holds();
        await Host.Orders.StartAsync(process, Cancellation);
        var run = await Host.Discovery.NextRunAsync(process);
        var asked = await Host.Orders.RunNowAsync(process, Guid.CreateVersion7(), Cancellation);
        Assert.Equal((run.JobId, true), (asked!.JobId, asked.Existing));
    }

    [Fact]
    public async Task A_run_that_a_person_asked_for_moves_the_next_one()
    {
        var process = await RunningProcessAsync();
        await PassAsync(TimeSpan.FromSeconds(60));
        Host.Discovery.Finds(1);
        var asked = await Host.Orders.RunNowAsync(process, Guid.CreateVersion7(), Cancellation);
        var row = await RowAsync(process, row => row.LastRunId == asked!.JobId, "the run counts");
        Assert.Equal(Database.Clock.GetUtcNow().UtcDateTime + Interval, row.NextDiscoveryAt);
    }

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

    [Fact]
    public async Task Three_runs_in_a_row_that_fail_for_good_fail_the_process()
    {
        for (var i = 0; i < 3; i++) Host.Discovery.IsRefused();
        var process = await ProcessAsync();
        await Host.Orders.StartAsync(process, Cancellation);
        for (var i = 1; i < 3; i++)
        {
            await RowAsync(process, row => row.FailureStreak == i, $"failure {i} counts");
            await PassAsync(Interval);
        }

        var row = await StandsAsync(process, ProcessStatus.Failed);
        Assert.Equal((StopReason.Failed, "It failed: SiteChanged.", null), (row.StopReason, row.LastError, row.NextDiscoveryAt));
    }

    [Fact]
    public async Task A_process_whose_accounts_are_all_refused_fails_at_once()
    {
        Host.Discovery.IsRefused(ErrorKind.Auth);
        var process = await ProcessAsync();
        await Host.Orders.StartAsync(process, Cancellation);
        await StandsAsync(process, ProcessStatus.Failed);
    }

    [Fact]
    public async Task A_failed_process_can_be_started_again()
    {
        Host.Discovery.IsRefused(ErrorKind.Auth);
        var process = await ProcessAsync();
        await Host.Orders.StartAsync(process, Cancellation);
        await StandsAsync(process, ProcessStatus.Failed);
        await Database.AdvanceAsync(TimeSpan.FromSeconds(1));
        await Host.Orders.StartAsync(process, Cancellation);
        var row = await RowAsync(process, row => row.EmptyStreak == 1, "it runs again");
        Assert.Equal((ProcessStatus.Running, null, 0), (row.Status, row.LastError, row.FailureStreak));
    }

    [Fact]
    public async Task Transient_trouble_only_waits_for_the_next_run()
    {
        for (var i = 0; i < 4; i++) Host.Discovery.Stumbles();
        var process = await ProcessAsync();
        await Host.Orders.StartAsync(process, Cancellation);
        for (var i = 0; i < 4; i++)
        {
            var run = await Host.Discovery.NextRunAsync(process);
            await RowAsync(process, row => row.LastRunId == run.JobId, "the run counts as ended");
            await PassAsync(Interval);
        }

        await Host.Discovery.NextRunAsync(process);
        await RowAsync(process, row => row is { Status: ProcessStatus.Running, EmptyStreak: 1, LastError: null }, "it goes on");
    }
}
