using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Jobs;
using Pipeline.Domain.Processes;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;

namespace Pipeline.Persistence.Tests;

public sealed class ProcessLedgerOnPostgres(PostgresTestDatabase database) : ProcessLedgerConformance(database), IClassFixture<PostgresTestDatabase>;

public sealed class ProcessLedgerOnSqlite(SqliteTestDatabase database) : ProcessLedgerConformance(database), IClassFixture<SqliteTestDatabase>;

/// <summary>How processes and their runs hang together in the rows, whichever database carries them.</summary>
public abstract class ProcessLedgerConformance(TestDatabase database) : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly ServiceProvider _services = database.Services();

    private ProcessLedger Processes => _services.GetRequiredService<ProcessLedger>();

    private JobLedger Jobs => _services.GetRequiredService<JobLedger>();

    private DateTime Later => database.Clock.GetUtcNow().UtcDateTime.AddMinutes(3);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _services.DisposeAsync();
    }

    [Fact]
    public async Task The_end_of_a_run_counts_once_however_often_it_is_told()
    {
        var process = (await _services.ProcessAsync()).ProcessId;
        var run = await _services.RunAsync(process, JobStatus.Failed, kind: ErrorKind.SiteChanged);
        var end = new RunEnd(run, RunOutcome.Refused, "It failed.", Later);
        Assert.Equal(1, await Processes.RunEndedAsync(process, end, None));
        Assert.Null(await Processes.RunEndedAsync(process, end, None));
        var row = await _services.ProcessRowAsync(process);
        Assert.Equal((1, "It failed.", end.NextAt), (row.FailureStreak, row.LastError, row.NextDiscoveryAt));
    }

    [Fact]
    [Trait("Promise", "P-ONCE")]
    public async Task The_schedule_begins_no_run_before_the_one_before_has_counted()
    {
        var process = (await _services.ProcessAsync()).ProcessId;
        var first = await _services.RunAsync(process);
        Assert.Null(await _services.GetRequiredService<JobLedger>().StartDiscoveryAsync(process, JobTrigger.Schedule, null, None));
        await Processes.RunEndedAsync(process, new(first, RunOutcome.Empty, null, database.Clock.GetUtcNow().UtcDateTime), None);
        Assert.NotNull(await _services.GetRequiredService<JobLedger>().StartDiscoveryAsync(process, JobTrigger.Schedule, null, None));
    }

    /// <summary>What is left when the run before ends and counts just while the schedule asks for the next.</summary>
    [Fact]
    [Trait("Promise", "P-ONCE")]
    public async Task A_run_that_was_asked_for_too_early_is_forgotten()
    {
        var process = (await _services.ProcessAsync()).ProcessId;
        var early = await Jobs.StartDiscoveryAsync(process, JobTrigger.Schedule, null, None);
        await NextLookAtAsync(process, Later);
        Assert.Null(await Jobs.ClaimAsync(early!.JobId, None));
        Assert.Empty(await _services.RunsAsync(process));
        await database.AdvanceAsync(TimeSpan.FromMinutes(3));
        await _services.RunAsync(process);
    }

    [Fact]
    [Trait("Promise", "P-ONCE")]
    public async Task A_run_that_was_asked_for_before_the_one_before_has_counted_is_forgotten()
    {
        var process = (await _services.ProcessAsync()).ProcessId;
        var first = await _services.RunAsync(process);
        var early = (await Jobs.StartDiscoveryAsync(process, JobTrigger.Person, null, None))!.JobId;
        await using var context = await ContextAsync();
        await context.Jobs.Where(run => run.Id == early).ExecuteUpdateAsync(run => run.SetProperty(row => row.Trigger, JobTrigger.Schedule), None);
        Assert.Null(await Jobs.ClaimAsync(early, None));
        Assert.Equal(first, Assert.Single(await _services.RunsAsync(process)).Id);
        await Processes.RunEndedAsync(process, new(first, RunOutcome.Empty, null, database.Clock.GetUtcNow().UtcDateTime), None);
        await _services.RunAsync(process);
    }

    [Fact]
    public async Task A_run_is_forgotten_too_where_no_look_comes_any_more()
    {
        var process = (await _services.ProcessAsync()).ProcessId;
        var early = await Jobs.StartDiscoveryAsync(process, JobTrigger.Start, null, None);
        await NextLookAtAsync(process, null);
        Assert.Null(await Jobs.ClaimAsync(early!.JobId, None));
        Assert.Empty(await _services.RunsAsync(process));
    }

    [Fact]
    [Trait("Promise", "P-ONCE")]
    public async Task A_run_that_was_left_over_from_before_the_last_start_is_forgotten()
    {
        var process = (await _services.ProcessAsync()).ProcessId;
        var left = await Jobs.StartDiscoveryAsync(process, JobTrigger.Person, null, None);
        await Processes.FailAsync(process, "It can't go on.", None);
        Assert.Null(await Jobs.ClaimAsync(left!.JobId, None));
        Assert.Single(await _services.RunsAsync(process));
        await database.AdvanceAsync(TimeSpan.FromSeconds(1));
        await Processes.StartAsync(process, None);
        Assert.Null(await Jobs.ClaimAsync(left.JobId, None));
        Assert.Empty(await _services.RunsAsync(process));
        await _services.RunAsync(process, trigger: JobTrigger.Start);
    }

    [Fact]
    public async Task A_run_under_way_stays_whose_it_is()
    {
        var process = (await _services.ProcessAsync()).ProcessId;
        var run = await Jobs.StartDiscoveryAsync(process, JobTrigger.Schedule, null, None);
        await _services.ClaimRunAsync(run!.JobId);
        Assert.Equal(run with { Existing = true, Status = JobStatus.Running }, await Jobs.StartDiscoveryAsync(process, JobTrigger.Person, Guid.CreateVersion7(), None));
        var row = Assert.Single(await _services.RunsAsync(process));
        Assert.Equal((JobTrigger.Schedule, null), (row.Trigger, row.RequestedBy));
    }

    [Fact]
    public async Task A_run_that_waits_for_a_worker_is_run_for_the_person_who_asks()
    {
        var process = (await _services.ProcessAsync()).ProcessId;
        var early = await Jobs.StartDiscoveryAsync(process, JobTrigger.Schedule, null, None);
        await NextLookAtAsync(process, Later);
        var person = Guid.CreateVersion7();
        Assert.Equal(early! with { Existing = true }, await Jobs.StartDiscoveryAsync(process, JobTrigger.Person, person, None));
        Assert.NotNull(await Jobs.ClaimAsync(early.JobId, None));
        var run = Assert.Single(await _services.RunsAsync(process));
        Assert.Equal((JobTrigger.Person, person), (run.Trigger, run.RequestedBy));
    }

    [Fact]
    public async Task Of_empty_runs_those_before_the_last_that_counted_are_forgotten_and_none_after_it()
    {
        var process = (await _services.ProcessAsync()).ProcessId;
        var runs = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            runs.Add(await _services.RunAsync(process));
            await Processes.RunEndedAsync(process, new(runs[i], RunOutcome.Empty, null, database.Clock.GetUtcNow().UtcDateTime), None);
            await database.AdvanceAsync(TimeSpan.FromMinutes(3));
        }

        await _services.GetRequiredService<JobLedger>().ForgetEmptyAsync(process, runs[1], None);
        Assert.Equal(runs[1..], (await _services.RunsAsync(process)).Select(run => run.Id));
    }

    [Fact]
    public async Task A_run_that_ended_before_the_last_one_counts_no_more()
    {
        var process = (await _services.ProcessAsync()).ProcessId;
        var first = await _services.RunAsync(process, saved: 1);
        await database.AdvanceAsync(TimeSpan.FromMinutes(3));
        var second = await _services.RunAsync(process, trigger: JobTrigger.Person);
        Assert.Equal(0, await Processes.RunEndedAsync(process, new(second, RunOutcome.Empty, null, Later), None));
        Assert.Null(await Processes.RunEndedAsync(process, new(first, RunOutcome.Found, null, Later), None));
        Assert.Equal(1, (await _services.ProcessRowAsync(process)).EmptyStreak);
    }

    [Fact]
    public async Task A_run_from_before_the_last_start_counts_no_more()
    {
        var process = (await _services.ProcessAsync()).ProcessId;
        var run = await _services.RunAsync(process);
        await Processes.StopAsync(process, StopReason.User, None);
        await Processes.StoppedAsync(process, None);
        await database.AdvanceAsync(TimeSpan.FromSeconds(1));
        await Processes.StartAsync(process, None);
        Assert.Null(await Processes.RunEndedAsync(process, new(run, RunOutcome.Empty, null, Later), None));
    }

    [Fact]
    public async Task A_cancelled_run_leaves_streaks_and_the_last_error_alone()
    {
        var process = (await _services.ProcessAsync()).ProcessId;
        var failed = await _services.RunAsync(process, JobStatus.Failed, kind: ErrorKind.Forbidden);
        await Processes.RunEndedAsync(process, new(failed, RunOutcome.Refused, "Forbidden.", Later), None);
        await database.AdvanceAsync(TimeSpan.FromMinutes(3));
        var cancelled = await _services.RunAsync(process, JobStatus.Cancelled);
        Assert.Equal(1, await Processes.RunEndedAsync(process, new(cancelled, RunOutcome.Cancelled, null, Later), None));
        var row = await _services.ProcessRowAsync(process);
        Assert.Equal((1, 0, "Forbidden."), (row.FailureStreak, row.EmptyStreak, row.LastError));
    }

    [Fact]
    public async Task Stopping_ends_only_when_no_run_is_active()
    {
        var process = (await _services.ProcessAsync()).ProcessId;
        var run = await Jobs.StartDiscoveryAsync(process, JobTrigger.Start, null, None);
        var claim = await _services.ClaimRunAsync(run!.JobId);
        var stop = await Processes.StopAsync(process, StopReason.User, None);
        Assert.Equal(new(ProcessStatus.Stopping, stop!.Epoch, false), await Processes.StoppedAsync(process, None));
        await _services.EndRunAsync(claim, JobStatus.Cancelled);
        Assert.Equal(new(ProcessStatus.Stopped, stop.Epoch, true), await Processes.StoppedAsync(process, None));
    }

    [Fact]
    public async Task Only_a_run_from_before_the_epoch_is_cancelled()
    {
        var process = (await _services.ProcessAsync()).ProcessId;
        var epoch = (await _services.ProcessRowAsync(process)).Epoch;
        var run = await Jobs.StartDiscoveryAsync(process, JobTrigger.Start, null, None);
        Assert.Equal((epoch, 0), (run!.Epoch, await Jobs.CancelAsync(process, epoch, null, None)));
        Assert.Equal(1, await Jobs.CancelAsync(process, epoch + 1, null, None));
        Assert.Equal(JobStatus.Cancelled, Assert.Single(await _services.RunsAsync(process)).Status);
    }

    [Fact]
    public async Task A_look_that_is_due_says_how_late_it_is()
    {
        var process = (await _services.ProcessAsync()).ProcessId;
        var run = await _services.RunAsync(process);
        await Processes.RunEndedAsync(process, new(run, RunOutcome.Empty, null, Later), None);
        await database.AdvanceAsync(TimeSpan.FromMinutes(4));
        var due = Assert.Single(await Processes.TakeDueDiscoveriesAsync(None), due => due.ProcessId == process);
        Assert.Equal(TimeSpan.FromMinutes(1), due.Late);
    }

    private Task<PipelineDbContext> ContextAsync() => _services.GetRequiredService<IDbContextFactory<PipelineDbContext>>().CreateDbContextAsync();

    private async Task NextLookAtAsync(Guid process, DateTime? at)
    {
        await using var context = await ContextAsync();
        await context.Processes.Where(row => row.Id == process).ExecuteUpdateAsync(row => row.SetProperty(one => one.NextDiscoveryAt, at), None);
    }
}
