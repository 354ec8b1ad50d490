using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Jobs;
using Pipeline.Domain.Processes;
using Pipeline.Gateway.Monitoring.Saga;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Monitoring;

/// <summary>Lets the end and the next look of a process that runs follow its settings.</summary>
internal sealed class ProcessTimes(ProcessLedger processes, LedgerDatabase database)
{
    /// <summary>Once the changed settings are written, in the transaction that writes them: until it ends, nothing else moves the row.</summary>
    public async Task FollowAsync(
        PipelineDbContext context, ShortTransaction transaction, ProcessSettings before, Guid id, CancellationToken cancellationToken)
    {
        var process = await context.Processes.AsNoTracking().SingleAsync(row => row.Id == id, cancellationToken);
        if (process.Settings.MaxDuration != before.MaxDuration) await processes.MoveDeadlineAsync(transaction.Inner, id, cancellationToken);
        if (process.Settings.Schedule == before.Schedule || process.StartedAt is null) return;
        var last = await context.Jobs.AsNoTracking().SingleOrDefaultAsync(job => job.Id == process.LastRunId, cancellationToken);
        var now = await database.NowAsync(transaction.Inner, cancellationToken);
        await processes.RescheduleAsync(transaction.Inner, id, NextAt(process, last, now), cancellationToken);
    }

    /// <summary>As the end of the last run would have set it; where nobody knows that run any more, it is long ago.</summary>
    private static DateTime? NextAt(MonitoringProcess process, Job? last, DateTime now) => NextLook.After(
        process.Settings.Schedule, last?.StartedAt ?? last?.CreatedAt ?? process.StartedAt!.Value, now,
        last?.Status == JobStatus.Succeeded ? process.EmptyStreak : 0);
}
