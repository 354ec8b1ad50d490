using MassTransit;
using Pipeline.Contracts;
using Pipeline.Domain.Faults;
using Pipeline.Domain.Records;
using Pipeline.Hosting.Stages;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Generation;

/// <summary>Has comments written.</summary>
public sealed class GenerationConsumer(RecordLedger ledger, Announcements announcements, StageBells bells, LeaseKeeper leases, RecordGenerator generator)
    : IConsumer<ArticlesPrepared>
{
    public async Task Consume(ConsumeContext<ArticlesPrepared> context)
    {
        var message = context.Message;
        if (context.ReceiveContext.Redelivered) await RingAgainAsync(message, context.CancellationToken);

        var claims = await ledger.ClaimAsync(Stage.Generation, message.RecordIds, context.CancellationToken);
        if (claims.Count == 0) return;
        CrashPoints.Pass(CrashPoint.GenerationClaimed);

        await using var hold = leases.Keep(claims, context.CancellationToken);
        await generator.GenerateAsync(claims, hold.Token);
    }

    /// <summary>The first one may have died between its move and its announcement.</summary>
    private async Task RingAgainAsync(ArticlesPrepared message, CancellationToken cancellationToken)
    {
        var ready = await announcements.ReadyAsync(message.RecordIds, RecordStatus.Generated, cancellationToken);
        await bells.RingAsync(ready.Select(id => new MovedRecord(id, message.ProcessId, RecordStatus.Generated, true)), cancellationToken);
    }
}
