using System.Data.Common;
using Microsoft.Extensions.Options;
using Pipeline.Domain.Records;

namespace Pipeline.Persistence.Ledger;

/// <summary>What is sent, frozen by a claim: later changes of the record don't touch it.</summary>
/// <param name="Text">The exact HTML.</param>
/// <param name="Hide">Whether it is hidden from others until its author or a teacher shows it.</param>
public sealed record FrozenComment(string Text, bool Hide);

/// <summary>
/// Who may be at work on a comment: the slot, the moment, and the claim that freezes what will be sent. The database decides
/// all of it, so that two never are.
/// </summary>
public sealed class PostingClaims
{
    private readonly Gathering<Guid> _slots;
    private readonly Gathering<PostingReservation> _due;
    private readonly Gathering<FrozenComment> _frozen;
    private readonly Gathering<MovedRecord> _plan;
    private readonly Gathering<RecordClaim> _claim, _readBack;

    /// <summary>Claims that are signed with <paramref name="worker"/>.</summary>
    public PostingClaims(LedgerDatabase database, WorkerIdentity worker, IOptions<LedgerOptions> options)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(options);
        var sql = database.Sql;
        var writer = new RecordWriter(database, worker);
        (string, object?)[] limits =
            [("lease", options.Value.Lease.TotalSeconds), ("maxStarts", options.Value.MaxStarts), ("sendWithin", options.Value.SendWithin.TotalSeconds)];
        AskedColumn fencing = new("fence", AskedType.Number);
        var free = $"(r.not_before IS NULL OR r.not_before <= {sql.Now}) AND (r.lease_until IS NULL OR r.lease_until <= {sql.Now})";
        var due = $"""
            {free}
            AND NOT EXISTS (SELECT 1 FROM article_records x WHERE x.account_id = r.account_id AND x.article_id = r.article_id AND x.status IN (4, 9))
            AND {PostingStops.NoneFor("r.owner_id")}
            """;
        var hold = $"""
            fencing = r.fencing + 1, starts = r.starts + 1, lease_by = @by, slots_reserved = false,
            lease_until = {sql.In("@lease")}, ring_at = {sql.In("@lease")}
            """;

        _plan = writer.Gather(new(
            [RecordStatus.Generated], null, [fencing, new("delay", AskedType.Real), new("reserved", AskedType.Flag)],
            $"r.fencing = a.fence AND {free}",
            $"not_before = {sql.In("o.delay")}, ring_at = {sql.In("o.delay")}, announced_at = NULL, slots_reserved = o.reserved, pace_reserved = true, pace_at = {sql.In("o.delay")}",
            "id, process_id, to_status, false"), RecordLedger.ReadMoved);
        _claim = writer.Gather(new(
            [RecordStatus.Generated], RecordStatus.Posting, [new("attempt", AskedType.Id)],
            $"""
            r.starts < @maxStarts AND {due}
            AND (r.approved_at IS NOT NULL OR (r.auto_post AND NOT p.generate_only AND p.status = 1))
            AND EXISTS (SELECT 1 FROM posting_slots s WHERE s.record_id = r.id)
            """,
            $"{hold}, pace_reserved = true, pace_at = CASE WHEN {Reservation.Holds(sql, "r.pace_reserved", "r.pace_at")} THEN r.pace_at ELSE {sql.Now} END",
            "id, process_id, fencing, starts, tries, had_slots",
            $"""
            INSERT INTO posting_attempts (id, record_id, fencing, revision, text, address, username, hide, send_before, outcome, created_at)
            SELECT moved.attempt, moved.id, moved.fencing, moved.revision, c.text, t.url, u.username, p.hide_comments, {sql.In("@sendWithin")}, 0, {sql.Now}
            FROM moved
            JOIN article_records AS r ON r.id = moved.id
            JOIN record_comments AS c ON c.record_id = moved.id AND c.revision = moved.revision
            JOIN articles AS t ON t.id = r.article_id
            JOIN accounts AS u ON u.id = r.account_id
            JOIN monitoring_processes AS p ON p.id = r.process_id
            """), RecordLedger.ReadClaim, limits);
        _readBack = writer.Gather(new(
            [RecordStatus.Posting], null, [], $"r.starts < @maxStarts AND {free}", hold, "id, process_id, fencing, starts, tries, had_slots"), RecordLedger.ReadClaim, limits);
        _due = database.GatherReads(
            $"""
            SELECT r.id, {Reservation.Holds(sql, "r.slots_reserved", "r.not_before")}, CASE WHEN r.pace_reserved THEN {sql.Seconds(sql.Now, "r.pace_at")} END
            FROM {sql.Asked([new("id", AskedType.Id)])} JOIN article_records r ON r.id = a.id WHERE {SqlDialect.Tested("r.status")} = 3 AND {due}
            """,
            row => new PostingReservation(row.GetBoolean(1), row.IsDBNull(2) ? null : TimeSpan.FromSeconds(row.GetDouble(2))));
        _frozen = database.GatherReads(
            $"""
            SELECT t.record_id, t.text, t.hide FROM {sql.Asked([new("id", AskedType.Id)])} JOIN posting_attempts t ON t.record_id = a.id
            WHERE NOT EXISTS (SELECT 1 FROM posting_attempts l WHERE l.record_id = t.record_id AND l.fencing > t.fencing)
            """,
            row => new FrozenComment(row.GetString(1), row.GetBoolean(2)));
        _slots = database.GatherWrites(
            $"""
            INSERT INTO posting_slots (key, record_id, site_id, taken_at)
            SELECT {sql.Bytes("a.key")}, a.record, a.site, {sql.Now} FROM {sql.Asked([new("key", AskedType.Text), new("record", AskedType.Id), new("site", AskedType.Id)])} WHERE true ORDER BY a.key
            ON CONFLICT (key) DO UPDATE SET record_id = excluded.record_id, taken_at = excluded.taken_at
            WHERE posting_slots.record_id = excluded.record_id OR (
                posting_slots.site_comment_id IS NULL
                AND EXISTS (SELECT 1 FROM article_records h WHERE h.id = posting_slots.record_id AND h.status IN (7, 8))
                AND NOT EXISTS (SELECT 1 FROM posting_attempts t WHERE t.record_id = posting_slots.record_id AND t.outcome IN (0, 1, 5)))
            RETURNING key, record_id
            """,
            row => (Convert.ToHexStringLower(row.GetFieldValue<byte[]>(0)), row.GetGuid(1)));
    }

    /// <summary>
    /// Takes the slot for a record, or finds that it holds it. A slot whose holder has ended for certain without a comment
    /// passes on.
    /// </summary>
    /// <returns>False: another record holds it; this one is to be skipped.</returns>
    public async Task<bool> TakeSlotAsync(byte[] key, Guid recordId, Guid siteId, CancellationToken cancellationToken)
    {
        var slot = Convert.ToHexStringLower(key);
        var mine = await _slots.AskAsync([LedgerDatabase.Row(slot, new { key = slot, record = recordId, site = siteId })], cancellationToken);
        return mine.Count > 0;
    }

    /// <summary>
    /// What is reserved for a record whose moment has come: not before its time, held by nobody, and no other comment of its
    /// account on its article under way. Only then may anything be reserved for it.
    /// </summary>
    /// <returns>Null: it isn't its moment.</returns>
    public async Task<PostingReservation?> DueAsync(Guid recordId, CancellationToken cancellationToken)
    {
        var due = await _due.AskAsync([LedgerDatabase.Row(recordId, new { id = recordId })], cancellationToken);
        return due.FirstOrDefault();
    }

    /// <summary>
    /// Sends a record away until what is reserved for it, its place in the pace in any case: nothing went wrong, its turn is
    /// later. One that has been sent away already, by a doubled message, keeps its own moment.
    /// </summary>
    public Task<List<MovedRecord>> PlanAsync(AgainRecord turn, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var asked = new { id = turn.RecordId, fence = turn.Fencing, delay = turn.Delay.TotalSeconds, reserved = turn.SlotsReserved };
        return _plan.AskAsync([RecordWriter.Row(turn.RecordId, asked)], cancellationToken);
    }

    /// <summary>Moves a record to <c>posting</c> and freezes what will be sent; null: it isn't its turn, or not allowed.</summary>
    public async Task<RecordClaim?> ClaimAsync(Guid recordId, CancellationToken cancellationToken)
    {
        try
        {
            var claims = await _claim.AskAsync([RecordWriter.Row(recordId, new { id = recordId, attempt = Guid.CreateVersion7() })], cancellationToken);
            return claims.FirstOrDefault();
        }
        catch (DbException exception) when (DatabaseErrors.IsUniqueViolation(exception))
        {
            return null; // A sibling of the same account and article went first, in the same moment.
        }
    }

    /// <summary>What the last claim of a record froze.</summary>
    public async Task<FrozenComment> FrozenAsync(Guid recordId, CancellationToken cancellationToken) =>
        (await _frozen.AskAsync([LedgerDatabase.Row(recordId, new { id = recordId })], cancellationToken))[0];

    /// <summary>Takes over a record whose worker is gone in <c>posting</c>, to find out what became of its comment.</summary>
    public async Task<RecordClaim?> ClaimReadBackAsync(Guid recordId, CancellationToken cancellationToken) =>
        (await _readBack.AskAsync([RecordWriter.Row(recordId, new { id = recordId })], cancellationToken)).FirstOrDefault();
}
