using Pipeline.Contracts;
using Pipeline.Domain.Faults;
using Pipeline.Hosting.Periodic;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Monitoring.Clock;

/// <summary>
/// Each second: which processes' time is over, which are due for a look, and which runs nobody took up. What is taken is
/// rung again only after a stall time-out, so nothing is taken while nobody could hear it; deadlines hold all the same.
/// </summary>
internal sealed class DiscoveryClock(ProcessLedger processes, JobLedger jobs, Bells bells, MonitoringMetrics metrics) : IPeriodicWork
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var over = await EndOverdueAsync(cancellationToken);
        if (bells.Ready)
        {
            var due = await processes.TakeDueDiscoveriesAsync(cancellationToken);
            foreach (var process in due) metrics.DiscoveryDue(process.Late);
            var waiting = await jobs.TakeDueAsync(cancellationToken);
            var any = over.Count + due.Count + waiting.Count > 0;
            if (any) CrashPoints.Pass(CrashPoint.ClockDueTaken);
            await bells.RingAsync(
                [
                    .. over.Select(process => new DeadlineReached(process.ProcessId, process.Epoch)),
                    .. due.Select(process => new DiscoveryDue(process.ProcessId, process.Epoch)),
                    .. waiting.Select(run => new DiscoverArticles(run.JobId, run.ProcessId, run.Epoch)),
                ],
                cancellationToken);
            if (any) CrashPoints.Pass(CrashPoint.ClockPublished);
        }

        metrics.ClockTicked();
    }

    private async Task<List<DueProcess>> EndOverdueAsync(CancellationToken cancellationToken)
    {
        var over = await processes.TakeDueDeadlinesAsync(cancellationToken);
        foreach (var process in over)
        {
            metrics.DeadlineReached();
            CrashPoints.Pass(CrashPoint.ClockDeadlineTaken);
            await jobs.CancelAsync(process.ProcessId, process.Epoch, null, cancellationToken);
        }

        return over;
    }
}
