using Microsoft.Extensions.Options;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;
using Quartz;

namespace Pipeline.Gateway.Monitoring.Clock;

/// <summary>Deletes what is kept for a time only, and makes room for what comes.</summary>
[DisallowConcurrentExecution]
internal sealed class Retention(
    JobLedger jobs, WorkerHeartbeats heartbeats, SignInSessions sessions, ProcessLedger processes, DatabaseMigrator migrator, IOptions<ClockOptions> options) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await RunAsync(cancellationToken);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await migrator.MakePartitionsAsync(cancellationToken);
        await jobs.ForgetAsync(options.Value.KeepJobs, cancellationToken);
        await heartbeats.ForgetAsync(cancellationToken);
        await sessions.ForgetAsync(cancellationToken);
        await processes.ForgetSagasAsync(cancellationToken);
    }
}
