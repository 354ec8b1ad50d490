using MassTransit;
using Pipeline.Contracts;
using Pipeline.Domain.Faults;
using Pipeline.Domain.Records;
using Pipeline.Hosting.Stages;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Preparation;

/// <summary>Fetches the texts of discovered articles.</summary>
public sealed class PreparationConsumer(RecordLedger ledger, Announcements announcements, StageBells bells, LeaseKeeper leases, ArticlePreparer preparer)
    : IConsumer<ArticlesDiscovered>
{
    public async Task Consume(ConsumeContext<ArticlesDiscovered> context)
    {
        var message = context.Message;
        if (context.ReceiveContext.Redelivered) await RingAgainAsync(message, context.CancellationToken);

        var claims = await ledger.ClaimAsync(Stage.Preparation, message.RecordIds, context.CancellationToken);
        if (claims.Count == 0) return;
        CrashPoints.Pass(CrashPoint.PreparationClaimed);

        await using var hold = leases.Keep(claims, context.CancellationToken);
        await preparer.PrepareAsync(message.ProcessId, claims, hold.Token);
    }

    /// <summary>The first one may have died between its move and its announcement.</summary>
    private async Task RingAgainAsync(ArticlesDiscovered message, CancellationToken cancellationToken)
    {
        var ready = await announcements.ReadyAsync(message.RecordIds, RecordStatus.Prepared, cancellationToken);
        await bells.RingAsync(ready.Select(id => new MovedRecord(id, message.ProcessId, RecordStatus.Prepared, true)), cancellationToken);
    }
}
