using Pipeline.Gateway.Live;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Dashboard.Records;

/// <summary>What a person can do to a record on the screen.</summary>
public sealed class RecordActions(ReviewLedger ledger, LiveFeed feed)
{
    public async Task<ActionOutcome> ApproveAsync(Guid ownerId, RecordDetails record, CancellationToken cancellationToken) =>
        Outcome(ownerId, record, await ledger.ApproveAsync(record.Id, record.Comment?.Revision, ownerId, cancellationToken));

    public async Task<ActionOutcome> RejectAsync(Guid ownerId, RecordDetails record, string reason, CancellationToken cancellationToken) =>
        Outcome(ownerId, record, await ledger.RejectAsync(record.Id, reason, ownerId, cancellationToken));

    public async Task<ActionOutcome> RetryAsync(Guid ownerId, RecordDetails record, CancellationToken cancellationToken) =>
        Outcome(ownerId, record, await ledger.RetryAsync(record.Id, ownerId, cancellationToken));

    private ActionOutcome Outcome(Guid ownerId, RecordDetails record, bool done)
    {
        feed.Ring(ownerId, record.ProcessId);
        return done ? ActionOutcome.Ok : ActionOutcome.Refused("It has moved on meanwhile; look at what it says now.");
    }
}
