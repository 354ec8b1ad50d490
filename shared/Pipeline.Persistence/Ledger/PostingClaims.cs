using System.Data.Common;
using Microsoft.Extensions.Options;
using Pipeline.Domain.Records;

namespace Pipeline.Persistence.Ledger;

/// <summary>
/// Who may be at work on a comment: the slot, the moment, and the claim that freezes what will be sent. The database decides
/// all of it, so that two never are.
/// </summary>
public sealed class PostingClaims
{
    private readonly RecordWriter _writer;
    private readonly LedgerDatabase _database;
    private readonly LedgerOptions _options;
    private readonly string _due;
    private readonly RecordUpdate _plan, _claim, _readBack;

    /// <summary>Claims that are signed with <paramref name="worker"/>.</summary>
    public PostingClaims(LedgerDatabase database, WorkerIdentity worker, IOptions<LedgerOptions> options)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(options);
        var sql = database.Sql;
        (_database, _options, _writer) = (database, options.Value, new RecordWriter(database, worker));
        AskedColumn fencing = new("fence", AskedType.Number);
        var free = $"(r.not_before IS NULL OR r.not_before <= {sql.Now}) AND (r.lease_until IS NULL OR r.lease_until <= {sql.Now})";
        _due = $"""
            {free}
            AND NOT EXISTS (SELECT 1 FROM article_records x WHERE x.account_id = r.account_id AND x.article_id = r.article_id AND x.status IN (4, 9))
            AND {PostingStops.NoneFor("r.owner_id")}
            """;
        var hold = $"""
            fencing = r.fencing + 1, starts = r.starts + 1, lease_by = @by, slots_reserved = false,
            lease_until = {sql.In("@lease")}, ring_at = {sql.In("@lease")}
            """;

        _plan = new(
            [RecordStatus.Generated], null, [fencing, new("delay", AskedType.Real), new("reserved", AskedType.Flag)],
            $"r.fencing = a.fence AND {free}",
            $"not_before = {sql.In("o.delay")}, ring_at = {sql.In("o.delay")}, announced_at = NULL, slots_reserved = o.reserved, pace_reserved = true, pace_at = {sql.In("o.delay")}",
            "id, process_id, to_status, false");
        _claim = new(
            [RecordStatus.Generated], RecordStatus.Posting, [new("attempt", AskedType.Id)],
            $"""
            r.starts < @maxStarts AND {_due}
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
            """);
        _readBack = new(
            [RecordStatus.Posting], null, [], $"r.starts < @maxStarts AND {free}", hold, "id, process_id, fencing, starts, tries, had_slots");
    }

    /// <summary>
    /// Takes the slot for a record, or finds that it holds it. A slot whose holder has ended for certain without a comment
    /// passes on.
    /// </summary>
    /// <returns>False: another record holds it; this one is to be skipped.</returns>
    public async Task<bool> TakeSlotAsync(byte[] key, Guid recordId, Guid siteId, CancellationToken cancellationToken)
    {
        var mine = await _database.WriteAsync(
            $"""
            INSERT INTO posting_slots (key, record_id, site_id, taken_at) VALUES (@key, @record, @site, {_database.Sql.Now})
            ON CONFLICT (key) DO UPDATE SET record_id = excluded.record_id, taken_at = excluded.taken_at
            WHERE posting_slots.record_id = excluded.record_id OR (
                posting_slots.site_comment_id IS NULL
                AND EXISTS (SELECT 1 FROM article_records h WHERE h.id = posting_slots.record_id AND h.status IN (7, 8))
                AND NOT EXISTS (SELECT 1 FROM posting_attempts t WHERE t.record_id = posting_slots.record_id AND t.outcome IN (0, 1, 5)))
            RETURNING record_id
            """,
            Statement.With(("key", key), ("record", recordId), ("site", siteId)), row => row.GetGuid(0), cancellationToken);
        return mine.Count > 0;
    }

    /// <summary>
    /// What is reserved for a record whose moment has come: not before its time, held by nobody, and no other comment of its
    /// account on its article under way. Only then may anything be reserved for it.
    /// </summary>
    /// <returns>Null: it isn't its moment.</returns>
    public async Task<PostingReservation?> DueAsync(Guid recordId, CancellationToken cancellationToken)
    {
        var due = await _database.ReadAsync(
            $"""
            SELECT {Reservation.Holds(_database.Sql, "r.slots_reserved", "r.not_before")},
                CASE WHEN r.pace_reserved THEN {_database.Sql.Seconds(_database.Sql.Now, "r.pace_at")} END
            FROM article_records r WHERE r.id = @id AND r.status = 3 AND {_due}
            """,
            Statement.With(("id", recordId)),
            row => new PostingReservation(row.GetBoolean(0), row.IsDBNull(1) ? null : TimeSpan.FromSeconds(row.GetDouble(1))), cancellationToken);
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
        return RunAsync(_plan, asked, RecordLedger.ReadMoved, cancellationToken);
    }

    /// <summary>Moves a record to <c>posting</c> and freezes what will be sent; null: it isn't its turn, or not allowed.</summary>
    public async Task<RecordClaim?> ClaimAsync(Guid recordId, CancellationToken cancellationToken)
    {
        try
        {
            var claims = await RunAsync(_claim, new { id = recordId, attempt = Guid.CreateVersion7() }, RecordLedger.ReadClaim, cancellationToken);
            return claims.FirstOrDefault();
        }
        catch (DbException exception) when (DatabaseErrors.IsUniqueViolation(exception))
        {
            return null; // A sibling of the same account and article went first, in the same moment.
        }
    }

    /// <summary>Takes over a record whose worker is gone in <c>posting</c>, to find out what became of its comment.</summary>
    public async Task<RecordClaim?> ClaimReadBackAsync(Guid recordId, CancellationToken cancellationToken) =>
        (await RunAsync(_readBack, new { id = recordId }, RecordLedger.ReadClaim, cancellationToken)).FirstOrDefault();

    private Task<List<T>> RunAsync<T>(RecordUpdate update, object asked, Func<DbDataReader, T> read, CancellationToken cancellationToken) =>
        _writer.RunAsync(
            update, [asked], read, cancellationToken,
            ("lease", _options.Lease.TotalSeconds), ("maxStarts", _options.MaxStarts), ("sendWithin", _options.SendWithin.TotalSeconds));
}
