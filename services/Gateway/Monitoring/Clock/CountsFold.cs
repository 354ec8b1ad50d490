using Pipeline.Domain.Faults;
using Pipeline.Hosting.Periodic;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Monitoring.Clock;

/// <summary>Folds the counts of records, so that reading them stays cheap.</summary>
internal sealed class CountsFold(PipelineCounts counts) : IPeriodicWork
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await counts.FoldAsync(cancellationToken);
        CrashPoints.Pass(CrashPoint.CountsFolded);
    }
}
