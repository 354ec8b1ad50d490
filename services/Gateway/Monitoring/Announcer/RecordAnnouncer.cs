using System.Data.Common;
using Microsoft.Extensions.Options;
using Pipeline.Domain.Faults;
using Pipeline.Hosting;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Monitoring.Announcer;

/// <summary>
/// Rings the bells of records: new ones that a worker left to it, and those that nobody answered. Any number of replicas
/// may do it at once; between processes the ledger keeps turns.
/// </summary>
internal sealed partial class RecordAnnouncer(
    Announcements announcements, Bells bells, IOptions<AnnouncerOptions> options, IHostApplicationLifetime lifetime, TimeProvider clock,
    MonitoringMetrics metrics, ILogger<RecordAnnouncer> logger) : BackgroundService
{
    /// <summary>Takes what is due until less than a full batch is; stops early when the bus doesn't hear.</summary>
    public async Task AnnounceAsync(CancellationToken cancellationToken)
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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.WaitUntilStartedAsync(stoppingToken);
        using var timer = new PeriodicTimer(options.Value.Interval, clock);
        do
        {
            try
            {
                await AnnounceAsync(stoppingToken);
            }
            catch (DbException unreachable)
            {
                Log.Missed(logger, unreachable.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "No record could be announced: {Reason}")]
        public static partial void Missed(ILogger logger, string reason);
    }
}
