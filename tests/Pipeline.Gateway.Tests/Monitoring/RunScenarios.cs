using Pipeline.Contracts;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Jobs;
using Pipeline.Domain.Processes;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;

namespace Pipeline.Gateway.Tests.Monitoring;

public sealed class RunScenariosEmbedded(EmbeddedMode mode) : RunScenarios(mode), IClassFixture<EmbeddedMode>;

public sealed class RunScenariosInProduction(ProductionMode mode) : RunScenarios(mode), IClassFixture<ProductionMode>;

/// <summary>When a process's runs follow each other, and what becomes of it when they fail.</summary>
public abstract class RunScenarios(MonitoringMode mode) : MonitoringTest(mode)
{
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
    public async Task A_process_that_fails_leaves_no_run_waiting()
    {
        var process = await ProcessAsync();
        Host.Discovery.Holds();
        await Host.Orders.StartAsync(process, Cancellation);
        var run = await Host.Discovery.NextRunAsync(process);
        await Host.Services.EndRunAsync(run, JobStatus.Failed, kind: ErrorKind.Auth);
        var waiting = await Host.Service<JobLedger>().StartDiscoveryAsync(process, JobTrigger.Person, null, Cancellation);
        await Host.TellAsync(new DiscoveryFailed(process, run.JobId, run.Epoch, ErrorKind.Auth.Name(), "Refused.", true));
        await StandsAsync(process, ProcessStatus.Failed);
        Assert.Equal(JobStatus.Cancelled, Assert.Single(await Host.Services.RunsAsync(process), one => one.Id == waiting!.JobId).Status);
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
