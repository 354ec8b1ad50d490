using Microsoft.EntityFrameworkCore;
using Pipeline.Contracts;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Faults;
using Pipeline.Domain.Jobs;
using Pipeline.Domain.Processes;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Monitoring.Saga;

/// <summary>The saga's verbs. Each may be repeated: the rows decide what is still to be done.</summary>
internal sealed partial class DiscoveryRuns(
    JobLedger jobs, ProcessLedger processes, IDbContextFactory<PipelineDbContext> contexts, MonitoringMetrics metrics, ILogger<DiscoveryRuns> logger)
{
    /// <summary>So many runs in a row that failed for good fail the process.</summary>
    private const int RefusalsToFail = 3;

    /// <summary>Begins a run that is due; null: none is, or a worker has it already.</summary>
    public async Task<DiscoverArticles?> BeginAsync(Guid processId, JobTrigger trigger, CancellationToken cancellationToken)
    {
        var run = await jobs.StartDiscoveryAsync(processId, trigger, null, cancellationToken);
        if (run is not { Status: JobStatus.Queued }) return null;
        CrashPoints.Pass(CrashPoint.SagaRunQueued);
        metrics.RunBegun(trigger);
        return new DiscoverArticles(run.JobId, processId, run.Epoch);
    }

    /// <summary>Cancels the run that a stop or a pause has overtaken.</summary>
    public async Task CancelAsync(Guid processId, long epoch, CancellationToken cancellationToken)
    {
        await jobs.CancelAsync(processId, epoch, null, cancellationToken);
        CrashPoints.Pass(CrashPoint.SagaRunCancelled);
    }

    /// <summary>Moves a stopping process to stopped if its run has ended; where it stands then; null: it is gone.</summary>
    public async Task<ProcessStatus?> SettleAsync(Guid processId, CancellationToken cancellationToken)
    {
        var stands = await processes.StoppedAsync(processId, cancellationToken);
        CrashPoints.Pass(CrashPoint.SagaSettled);
        if (stands is { Changed: true }) Log.Stopped(logger, processId);
        return stands is null ? ProcessStatus.Stopped : stands.Status;
    }

    /// <summary>Counts the end of a run, and sets the next; fails the process if it can't go on.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="jobId">The run; what its row says counts.</param>
    /// <param name="permanent">Whether its worker thinks that trying again can't help.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>Where the process stands, if this failed it; else null.</returns>
    public async Task<ProcessOrder?> EndAsync(Guid processId, Guid jobId, bool permanent, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var query = from job in context.Jobs join row in context.Processes on job.ProcessId equals row.Id where job.Id == jobId && row.Id == processId select new { row, job };
        if (await query.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not { job: { FinishedAt: not null } run, row: var process }) return null;

        var outcome = OutcomeOf(run, permanent);
        var end = new RunEnd(jobId, outcome, run.ErrorMessage, NextAt(process, run, outcome));
        if (await processes.RunEndedAsync(processId, end, cancellationToken) is not { } refusals) return null;
        CrashPoints.Pass(CrashPoint.SagaRunCounted);
        metrics.RunEnded(outcome);
        Log.RunEnded(logger, jobId, processId, outcome, end.NextAt);
        if (outcome == RunOutcome.Empty) await jobs.ForgetEmptyAsync(processId, jobId, cancellationToken);
        return CanGoOn(run, outcome, refusals) ? null : await FailAsync(process, run, cancellationToken);
    }

    private static RunOutcome OutcomeOf(Job run, bool permanent) => run.Status switch
    {
        JobStatus.Succeeded => run.Saved > 0 ? RunOutcome.Found : RunOutcome.Empty,
        JobStatus.Cancelled => RunOutcome.Cancelled,
        JobStatus.Failed when permanent => RunOutcome.Refused,
        _ => RunOutcome.Disturbed,
    };

    /// <summary>A run that was cancelled by a pause is still to be made: it stays due.</summary>
    private static DateTime? NextAt(MonitoringProcess process, Job run, RunOutcome outcome) =>
        outcome == RunOutcome.Cancelled && run.Epoch < process.Epoch
            ? process.NextDiscoveryAt
            : NextLook.After(
                process.Settings.Schedule, run.StartedAt ?? run.CreatedAt, run.FinishedAt!.Value, outcome == RunOutcome.Empty ? process.EmptyStreak + 1 : 0);

    private static bool CanGoOn(Job run, RunOutcome outcome, int refusals) =>
        outcome != RunOutcome.Refused || (refusals < RefusalsToFail && run.ErrorKind != ErrorKind.Auth);

    private async Task<ProcessOrder?> FailAsync(MonitoringProcess process, Job run, CancellationToken cancellationToken)
    {
        var error = run.ErrorMessage ?? "Its runs failed.";
        var failed = await processes.FailAsync(process.Id, error, cancellationToken);
        if (failed is not { Changed: true }) return null;
        CrashPoints.Pass(CrashPoint.SagaProcessFailed);
        await jobs.CancelAsync(process.Id, failed.Epoch, null, cancellationToken);
        metrics.ProcessFailed();
        Log.ProcessFailed(logger, process.Id, error);
        return failed;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Process {ProcessId} has stopped")]
        public static partial void Stopped(ILogger logger, Guid processId);

        [LoggerMessage(2, LogLevel.Debug, "Run {JobId} of process {ProcessId} ended: {Outcome}; the next is due at {NextAt}")]
        public static partial void RunEnded(ILogger logger, Guid jobId, Guid processId, RunOutcome outcome, DateTime? nextAt);

        [LoggerMessage(3, LogLevel.Warning, "Process {ProcessId} can't go on and has failed: {Error}")]
        public static partial void ProcessFailed(ILogger logger, Guid processId, string error);
    }
}
