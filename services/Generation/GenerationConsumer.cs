using MassTransit;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Domain.Faults;
using Pipeline.Domain.Records;
using Pipeline.Hosting.Stages;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Generation;

/// <summary>
/// Has comments written, each when it is its process's turn. One whose turn hasn't come when the worker stops is told to
/// others; one that has waited for a stall time-out rings by itself.
/// </summary>
public sealed class GenerationConsumer(
    RecordLedger ledger, Announcements announcements, StageBells bells, LeaseKeeper leases, RecordGenerator generator, FairTurns turns, IOptions<LedgerOptions> options,
    IHostApplicationLifetime lifetime, TimeProvider clock)
    : IConsumer<ArticlesPrepared>
{
    public async Task Consume(ConsumeContext<ArticlesPrepared> context)
    {
        var message = context.Message;
        if (context.ReceiveContext.Redelivered) await RingAgainAsync(message, context.CancellationToken);

        using var patience = new CancellationTokenSource(options.Value.Stall, clock);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping, patience.Token);
        await Task.WhenAll(message.RecordIds.Distinct().Select(async id =>
        {
            if (!await GenerateAsync(message.ProcessId, id, stopping.Token, context.CancellationToken) && !patience.IsCancellationRequested)
                await bells.RingAsync([new MovedRecord(id, message.ProcessId, RecordStatus.Prepared, true)], CancellationToken.None);
        }));
    }

    /// <returns>False: its turn hasn't come.</returns>
    private async Task<bool> GenerateAsync(Guid processId, Guid recordId, CancellationToken stopping, CancellationToken cancellationToken)
    {
        using var turn = await TurnAsync(processId, stopping);
        if (turn is null) return false;
        var claims = await ledger.ClaimAsync(Stage.Generation, [recordId], cancellationToken);
        if (claims.Count == 0) return true;
        CrashPoints.Pass(CrashPoint.GenerationClaimed);

        await using var hold = leases.Keep(claims, cancellationToken);
        await generator.GenerateAsync(claims, hold.Token);
        return true;
    }

    private async Task<IDisposable?> TurnAsync(Guid processId, CancellationToken stopping)
    {
        try
        {
            return await turns.TakeAsync(processId, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>The first one may have died between its move and its announcement.</summary>
    private async Task RingAgainAsync(ArticlesPrepared message, CancellationToken cancellationToken)
    {
        var ready = await announcements.ReadyAsync(message.RecordIds, RecordStatus.Generated, cancellationToken);
        await bells.RingAsync(ready.Select(id => new MovedRecord(id, message.ProcessId, RecordStatus.Generated, true)), cancellationToken);
    }
}
