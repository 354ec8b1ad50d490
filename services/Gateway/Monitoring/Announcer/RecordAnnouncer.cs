using Microsoft.Extensions.Options;
using Pipeline.Domain.Faults;
using Pipeline.Hosting.Periodic;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Monitoring.Announcer;

/// <summary>
/// Rings the bells of records: new ones that a worker left to it, and those that nobody answered. Between processes the
/// ledger keeps turns.
/// </summary>
internal sealed class RecordAnnouncer(Announcements announcements, Bells bells, IOptions<AnnouncerOptions> options, MonitoringMetrics metrics) : IPeriodicWork
{
    /// <summary>Takes what is due until less than a full batch is; stops early when the bus doesn't hear.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var more = true;
        while (more && bells.Ready)
        {
            var due = await announcements.TakeDueAsync(options.Value.BatchSize, cancellationToken);
            if (due.Count > 0) CrashPoints.Pass(CrashPoint.AnnouncerTaken);
            var heard = await bells.RingAsync(StageMessages.For(due), cancellationToken);
            if (due.Count > 0) CrashPoints.Pass(CrashPoint.AnnouncerPublished);
            foreach (var status in due.GroupBy(record => record.Status)) metrics.Announced(status.Key, status.Count());
            more = heard && due.Count == options.Value.BatchSize;
        }
    }
}
