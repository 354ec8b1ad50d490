using System.Data.Common;
using Pipeline.Domain.Records;

namespace Pipeline.Persistence.Ledger;

/// <summary>An outcome of Posting that leaves no comment behind, or none that is known.</summary>
/// <param name="RecordId">The record.</param>
/// <param name="Fencing">The claim's number.</param>
/// <param name="Attempt">How the open attempt ended.</param>
/// <param name="Trouble">Why; null: nothing went wrong.</param>
public sealed record PostingEnd(Guid RecordId, long Fencing, AttemptOutcome Attempt, RecordTrouble? Trouble);

/// <summary>
/// How a comment on its way ends: each is a move of its record, and of the attempt with it. <see cref="PostingClaims"/> let it
/// begin, <see cref="PostingPermits"/> its requests leave, <see cref="PostingEvidence"/> tells what is known.
/// </summary>
public sealed class PostingLedger
{
    private readonly Gathering<MovedRecord> _posted, _back, _failed, _uncertain, _later;

    /// <summary>A ledger that signs with <paramref name="worker"/>.</summary>
    public PostingLedger(LedgerDatabase database, WorkerIdentity worker)
    {
        ArgumentNullException.ThrowIfNull(database);
        var sql = database.Sql;
        var writer = new RecordWriter(database, worker);
        AskedColumn fencing = new("fence", AskedType.Number), outcome = new("outcome", AskedType.Number);
        var endAttempt = $"UPDATE posting_attempts SET outcome = moved.outcome, finished_at = {sql.Now} FROM moved WHERE record_id = moved.id AND posting_attempts.outcome = 0";
        _posted = writer.Gather(new(
            [RecordStatus.Posting, RecordStatus.Uncertain], RecordStatus.Posted,
            [outcome, new("comment", AskedType.Text), new("url", AskedType.Text)],
            "true",
            $"posted_at = {sql.Now}, ring_at = NULL, {RecordWriter.Fresh}",
            "id, process_id, to_status, false",
            RecordWriter.ForgetError, writer.KeepProof, writer.EndAttempts(AttemptOutcome.Posted), writer.RingSiblings), RecordLedger.ReadMoved);
        _back = writer.Gather(new(
            [RecordStatus.Posting], RecordStatus.Generated, [.. RecordWriter.Trouble, fencing, outcome, new("delay", AskedType.Real)],
            "r.fencing = a.fence",
            $"""
            {RecordWriter.Unheld}, slots_reserved = false, pace_reserved = (r.pace_reserved AND o.outcome = {(int)AttemptOutcome.NotSent}),
            not_before = {sql.In("o.delay")}, ring_at = {sql.In("o.delay")}, announced_at = NULL,
            tries = r.tries + CASE WHEN o.message IS NULL THEN 0 ELSE 1 END,
            error_stage = COALESCE(o.stage, r.error_stage), error_kind = COALESCE(o.kind, r.error_kind)
            """,
            "id, process_id, to_status, false",
            writer.KeepError, endAttempt, writer.RingSiblings), RecordLedger.ReadMoved);
        _failed = writer.Gather(new(
            [RecordStatus.Posting], RecordStatus.Failed, [.. RecordWriter.Trouble, fencing, outcome],
            "r.fencing = a.fence",
            $"{RecordWriter.Released}, ring_at = NULL, not_before = NULL, error_stage = o.stage, error_kind = o.kind",
            "id, process_id, to_status, false",
            writer.KeepError, endAttempt, writer.RingSiblings), RecordLedger.ReadMoved);
        _uncertain = writer.Gather(new(
            [RecordStatus.Posting], RecordStatus.Uncertain, [.. RecordWriter.Trouble, fencing, outcome],
            "r.fencing = a.fence",
            $"{RecordWriter.Released}, ring_at = NULL, not_before = NULL, error_stage = o.stage, error_kind = o.kind",
            "id, process_id, to_status, false",
            writer.KeepError, endAttempt), RecordLedger.ReadMoved);
        _later = writer.Gather(new(
            [RecordStatus.Posting], null, [.. RecordWriter.Trouble, fencing, new("delay", AskedType.Real), new("reserved", AskedType.Flag)],
            "r.fencing = a.fence",
            $"""
            lease_until = {sql.Now}, starts = 0, slots_reserved = o.reserved, not_before = {sql.In("o.delay")}, ring_at = {sql.In("o.delay")},
            tries = r.tries + CASE WHEN o.message IS NULL THEN 0 ELSE 1 END,
            error_stage = COALESCE(o.stage, r.error_stage), error_kind = COALESCE(o.kind, r.error_kind)
            """,
            "id, process_id, to_status, false",
            writer.KeepError), RecordLedger.ReadMoved);
    }

    /// <summary>Done: the site's own id is the proof. Accepted from any holder, also a late one.</summary>
    /// <exception cref="DbException">A unique violation: another record has that comment already.</exception>
    public Task<List<MovedRecord>> PostedAsync(Guid recordId, string siteCommentId, string? url, CancellationToken cancellationToken) =>
        _posted.AskAsync([RecordWriter.Row(recordId, new { id = recordId, outcome = (int)AttemptOutcome.Posted, comment = siteCommentId, url })], cancellationToken);

    /// <summary>
    /// Certain that nothing was posted: back to <c>generated</c>, to come again after a delay. What was never sent has its
    /// place in the pace still.
    /// </summary>
    public Task<List<MovedRecord>> BackAsync(PostingEnd end, TimeSpan delay, CancellationToken cancellationToken) =>
        _back.AskAsync([Asked(end, delay)], cancellationToken);

    /// <summary>Give up; nothing was posted, for certain.</summary>
    public Task<List<MovedRecord>> FailedAsync(PostingEnd end, CancellationToken cancellationToken) =>
        _failed.AskAsync([Asked(end, TimeSpan.Zero)], cancellationToken);

    /// <summary>Can't tell: a person decides.</summary>
    public Task<List<MovedRecord>> UncertainAsync(PostingEnd end, CancellationToken cancellationToken) =>
        _uncertain.AskAsync([Asked(end with { Attempt = AttemptOutcome.Unsure }, TimeSpan.Zero)], cancellationToken);

    /// <summary>Still can't tell: stays in <c>posting</c>, to be read back after a delay.</summary>
    /// <param name="end">What is known.</param>
    /// <param name="delay">From now.</param>
    /// <param name="slotsReserved">The host slots of the read-back are reserved for then.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public Task<List<MovedRecord>> ReadBackLaterAsync(PostingEnd end, TimeSpan delay, bool slotsReserved, CancellationToken cancellationToken) =>
        _later.AskAsync([Asked(end, delay, slotsReserved)], cancellationToken);

    private static AskedRow Asked(PostingEnd end, TimeSpan delay, bool reserved = false) => RecordWriter.Row(end.RecordId, new
    {
        id = end.RecordId, fence = end.Fencing, outcome = (int)end.Attempt, delay = delay.TotalSeconds, reserved, stage = (int?)end.Trouble?.Stage,
        kind = (int?)end.Trouble?.Kind, message = RecordLedger.Clean(end.Trouble?.Message), note = RecordLedger.Clean(end.Trouble?.Message),
    });
}
