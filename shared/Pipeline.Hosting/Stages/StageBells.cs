using Pipeline.Contracts;
using Pipeline.Domain.Records;
using Pipeline.Hosting.Bus;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Hosting.Stages;

/// <summary>
/// Tells the next stage what is ready for it, in sets of the size that suits it: what becomes ready while the bus takes a
/// message goes together with the next one.
/// </summary>
public sealed class StageBells
{
    /// <summary>Records in one message to Preparation, at most.</summary>
    public const int PreparationSet = 100;

    /// <summary>Records in one message to Generation or Posting, at most.</summary>
    public const int SlowSet = 4;

    private readonly Doorbell _doorbell;
    private readonly BellRope<MovedRecord> _rope;

    /// <summary>Bells that ring over <paramref name="doorbell"/>.</summary>
    public StageBells(Doorbell doorbell) => (_doorbell, _rope) = (doorbell, new(RingTogetherAsync));

    /// <summary>Publishes the message that fits each record's status, for those whose bell counts as rung.</summary>
    /// <param name="moved">What a ledger answered, in its order.</param>
    /// <param name="cancellationToken">The caller's own: it waits no longer, what it told is told all the same.</param>
    public Task RingAsync(IEnumerable<MovedRecord> moved, CancellationToken cancellationToken) =>
        _rope.RingAsync([.. moved.Where(record => record.Announce)]).WaitAsync(cancellationToken);

    private Task RingTogetherAsync(IReadOnlyList<MovedRecord> moved) => Task.WhenAll(
        from record in moved
        group record.RecordId by (record.ProcessId, record.To) into set
        from ids in set.Chunk(set.Key.To == RecordStatus.Discovered ? PreparationSet : SlowSet)
        select RingAsync(set.Key.ProcessId, set.Key.To, ids, CancellationToken.None));

    /// <summary>Publishes one message for records of one process and status.</summary>
    public Task RingAsync(Guid processId, RecordStatus status, IReadOnlyList<Guid> recordIds, CancellationToken cancellationToken) =>
        _doorbell.TryPublishAsync(MessageFor(processId, status, recordIds), cancellationToken);

    /// <summary>Says that records failed.</summary>
    public Task FailedAsync(IEnumerable<MovedRecord> moved, RecordTrouble trouble, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(trouble);
        return Task.WhenAll(moved.Select(record => _doorbell.TryPublishAsync(
            new RecordFailed(record.ProcessId, record.RecordId, StageNames.Of(trouble.Stage), Domain.Errors.ErrorKindNames.Name(trouble.Kind), trouble.Message), cancellationToken)));
    }

    private static object MessageFor(Guid processId, RecordStatus status, IReadOnlyList<Guid> recordIds) => status switch
    {
        RecordStatus.Discovered => new ArticlesDiscovered(processId, recordIds),
        RecordStatus.Prepared => new ArticlesPrepared(processId, recordIds),
        RecordStatus.Generated => new CommentsGenerated(processId, recordIds),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No stage works on records of this status."),
    };
}
