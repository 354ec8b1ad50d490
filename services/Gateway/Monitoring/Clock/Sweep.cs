using Pipeline.Contracts;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Faults;
using Pipeline.Domain.Jobs;
using Pipeline.Domain.Processes;
using Pipeline.Domain.Records;
using Pipeline.Hosting.Periodic;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Monitoring.Clock;

/// <summary>Each minute: nothing stays in a working state for ever, whatever died or got lost.</summary>
internal sealed partial class Sweep(
    RecordSweep records, JobLedger jobs, ProcessLedger processes, Bells bells, MonitoringMetrics metrics, ILogger<Sweep> logger) : IPeriodicWork
{
    /// <summary>Trouble with the records keeps nobody from sweeping the runs, and the other way round.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(SweepRecordsAsync(cancellationToken), SweepProcessesAsync(cancellationToken));

    private async Task SweepRecordsAsync(CancellationToken cancellationToken)
    {
        var swept = await records.SweepAsync(cancellationToken);
        if (swept.WornOut.Count + swept.Unclear.Count + swept.Rung > 0) Log.Swept(logger, swept.WornOut.Count, swept.Unclear.Count, swept.Rung);
        CrashPoints.Pass(CrashPoint.SweepRecords);
        foreach (var record in swept.WornOut) metrics.RecordGivenUp(record.Stage);
        await bells.RingAsync(swept.WornOut.Select(Told), cancellationToken);
    }

    private async Task SweepProcessesAsync(CancellationToken cancellationToken)
    {
        foreach (var run in await jobs.FailLostAsync(cancellationToken))
        {
            metrics.RunLost();
            CrashPoints.Pass(CrashPoint.SweepRunFailed);
            Log.RunLost(logger, run.JobId, run.ProcessId);
            await bells.RingAsync([Told(run)], cancellationToken);
        }

        var behind = await processes.BehindAsync(cancellationToken);
        foreach (var process in behind)
        {
            metrics.SagaBehind();

            // Also without a bus: a process must not stop at stopping.
            if (process.Status == ProcessStatus.Stopping) await processes.StoppedAsync(process.ProcessId, cancellationToken);
            CrashPoints.Pass(CrashPoint.SweepBehind);
        }

        await bells.RingAsync(behind.Select(Told), cancellationToken);
        await bells.RingAsync((await jobs.UncountedAsync(cancellationToken)).Select(Told), cancellationToken);
    }

    private static RecordFailed Told(GivenUpRecord record) => new(
        record.ProcessId, record.RecordId, StageNames.Of(record.Stage), ErrorKind.WorkerDied.Name(), RecordSweep.WornOutMessage);

    private static DiscoveryFailed Told(LostJob run) => new(run.ProcessId, run.JobId, run.Epoch, ErrorKind.WorkerDied.Name(), "worker lost", false);

    private static object Told(EndedJob run) => run.Status == JobStatus.Succeeded
        ? new DiscoveryCompleted(run.ProcessId, run.JobId, run.Epoch, run.Saved)
        : new DiscoveryFailed(run.ProcessId, run.JobId, run.Epoch, run.Kind?.Name() ?? "cancelled", run.Error ?? "", run.Permanent);

    /// <summary>The order that brings a saga to where its process stands.</summary>
    private static object Told(BehindProcess process) => process.Status switch
    {
        ProcessStatus.Running => new StartMonitoring(process.ProcessId, process.Epoch),
        ProcessStatus.Paused => new PauseMonitoring(process.ProcessId, process.Epoch),
        _ => new StopMonitoring(process.ProcessId, process.Epoch, "repeated"),
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The sweep gave up {WornOut} records, found {Unclear} posts unclear, and rang for {Rung} that nobody would have rung for")]
        public static partial void Swept(ILogger logger, int wornOut, int unclear, int rung);

        [LoggerMessage(2, LogLevel.Warning, "Run {JobId} of process {ProcessId} has lost its worker")]
        public static partial void RunLost(ILogger logger, Guid jobId, Guid processId);
    }
}
