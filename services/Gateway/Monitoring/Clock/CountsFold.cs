using Pipeline.Domain.Faults;
using Pipeline.Persistence.Ledger;
using Quartz;

namespace Pipeline.Gateway.Monitoring.Clock;

/// <summary>Folds the counts of records, so that reading them stays cheap.</summary>
[DisallowConcurrentExecution]
internal sealed class CountsFold(PipelineCounts counts) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await counts.FoldAsync(cancellationToken);
        CrashPoints.Pass(CrashPoint.CountsFolded);
    }
}
