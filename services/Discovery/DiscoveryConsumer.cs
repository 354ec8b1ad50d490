using MassTransit;
using Pipeline.Contracts;
using Pipeline.Domain.Faults;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Discovery;

/// <summary>Runs discovery jobs.</summary>
public sealed class DiscoveryConsumer(JobLedger jobs, DiscoveryRun run) : IConsumer<DiscoverArticles>
{
    public async Task Consume(ConsumeContext<DiscoverArticles> context)
    {
        if (await jobs.ClaimAsync(context.Message.JobId, context.CancellationToken) is not { } claim) return;
        CrashPoints.Pass(CrashPoint.DiscoveryRunClaimed);
        await run.RunAsync(claim, context.CancellationToken);
    }
}
