using Microsoft.Extensions.Options;
using Pipeline.Hosting.Periodic;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Monitoring.Clock;

/// <summary>Deletes what is kept for a time only, and makes room for what comes.</summary>
internal sealed class Retention(
    JobLedger jobs, WorkerHeartbeats heartbeats, SignInSessions sessions, ProcessLedger processes, DatabaseMigrator migrator, IOptions<ClockOptions> options) : IPeriodicWork
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await migrator.MakePartitionsAsync(cancellationToken);
        await jobs.ForgetAsync(options.Value.KeepJobs, cancellationToken);
        await heartbeats.ForgetAsync(cancellationToken);
        await sessions.ForgetAsync(cancellationToken);
        await processes.ForgetSagasAsync(cancellationToken);
    }
}
