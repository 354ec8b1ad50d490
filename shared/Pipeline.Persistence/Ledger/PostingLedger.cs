using System.Data.Common;
using Microsoft.Extensions.Options;
using Pipeline.Domain.Records;

namespace Pipeline.Persistence.Ledger;

/// <summary>An outcome of Posting that leaves no comment behind, or none that is known.</summary>
/// <param name="RecordId">The record.</param>
/// <param name="Fencing">The claim's number.</param>
/// <param name="Attempt">How the open attempt ended.</param>
/// <param name="Trouble">Why; null: nothing went wrong.</param>
public sealed record PostingEnd(Guid RecordId, long Fencing, AttemptOutcome Attempt, RecordTrouble? Trouble);

/// <summary>What is reserved for a post whose moment has come.</summary>
/// <param name="Slots">Its host slots, for about now.</param>
/// <param name="Pace">From now until its place in its account's pace, negative: since then; null: it has none.</param>
public sealed record PostingReservation(bool Slots, TimeSpan? Pace)
{
    /// <summary>Its place lies ahead, or is about now.</summary>
    public bool PaceHolds => Pace > -Reservation.GoodFor;
}

/// <summary>
/// The record rows while a comment is on its way. Everything that keeps a comment from being posted twice is decided here,
/// by the database: the slot, the claim with its frozen attempt, the proof.
/// </summary>
public sealed class PostingLedger
{
    private readonly RecordWriter _writer;
    private readonly LedgerDatabase _database;
    private readonly LedgerOptions _options;
    private readonly string _due;
    private readonly RecordUpdate _plan, _claim, _readBack, _posted, _back, _failed, _uncertain, _later;

    /// <summary>A ledger that signs with <paramref name="worker"/>.</summary>
    public PostingLedger(LedgerDatabase database, WorkerIdentity worker, IOptions<LedgerOptions> options)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(options);
        var sql = database.Sql;
        (_database, _options, _writer) = (database, options.Value, new RecordWriter(database, worker));
        AskedColumn fencing = new("fence", AskedType.Number), outcome = new("outcome", AskedType.Number);
        var free = $"(r.not_before IS NULL OR r.not_before <= {sql.Now}) AND (r.lease_until IS NULL OR r.lease_until <= {sql.Now})";
        _due = $"""
            {free}
            AND NOT EXISTS (SELECT 1 FROM article_records x WHERE x.account_id = r.account_id AND x.article_id = r.article_id AND x.status IN (4, 9))
            """;
        var hold = $"""
            fencing = r.fencing + 1, starts = r.starts + 1, lease_by = @by, slots_reserved = false,
            lease_until = {sql.In("@lease")}, ring_at = {sql.In("@lease")}
            """;
        var endAttempt = $"UPDATE posting_attempts SET outcome = moved.outcome, finished_at = {sql.Now} FROM moved WHERE record_id = moved.id AND posting_attempts.outcome = 0";

        // Another record of the same account and article may have waited for this one: its turn.
        var ringSiblings = $"""
            UPDATE article_records SET ring_at = {sql.Now} WHERE status = 3 AND ring_at > {sql.Now} AND lease_until IS NULL AND (not_before IS NULL OR not_before <= {sql.Now})
            AND id NOT IN (SELECT id FROM moved) AND EXISTS (
                SELECT 1 FROM moved JOIN article_records AS mine ON mine.id = moved.id
                WHERE mine.account_id = article_records.account_id AND mine.article_id = article_records.article_id)
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
        _posted = new(
            [RecordStatus.Posting, RecordStatus.Uncertain], RecordStatus.Posted,
            [outcome, new("comment", AskedType.Text), new("url", AskedType.Text)],
            "true",
            $"posted_at = {sql.Now}, ring_at = NULL, {RecordWriter.Fresh}",
            "id, process_id, to_status, false",
            RecordWriter.ForgetError,
            $"""
            UPDATE posting_slots SET site_comment_id = moved.comment, site_comment_url = moved.url, posted_at = {sql.Now}
            FROM moved WHERE record_id = moved.id AND site_comment_id IS NULL
            """,
            $"UPDATE posting_attempts SET outcome = 1, finished_at = {sql.Now} FROM moved WHERE record_id = moved.id AND posting_attempts.outcome IN (0, 5)",
            ringSiblings);
        _back = new(
            [RecordStatus.Posting], RecordStatus.Generated, [.. RecordWriter.Trouble, fencing, outcome, new("delay", AskedType.Real)],
            "r.fencing = a.fence",
            $"""
            {RecordWriter.Unheld}, slots_reserved = false, pace_reserved = (r.pace_reserved AND o.outcome = {(int)AttemptOutcome.NotSent}),
            not_before = {sql.In("o.delay")}, ring_at = {sql.In("o.delay")}, announced_at = NULL,
            tries = r.tries + CASE WHEN o.message IS NULL THEN 0 ELSE 1 END,
            error_stage = COALESCE(o.stage, r.error_stage), error_kind = COALESCE(o.kind, r.error_kind)
            """,
            "id, process_id, to_status, false",
            _writer.KeepError, endAttempt, ringSiblings);
        _failed = new(
            [RecordStatus.Posting], RecordStatus.Failed, [.. RecordWriter.Trouble, fencing, outcome],
            "r.fencing = a.fence",
            $"{RecordWriter.Released}, ring_at = NULL, not_before = NULL, error_stage = o.stage, error_kind = o.kind",
            "id, process_id, to_status, false",
            _writer.KeepError, endAttempt, ringSiblings);
        _uncertain = new(
            [RecordStatus.Posting], RecordStatus.Uncertain, [.. RecordWriter.Trouble, fencing, outcome],
            "r.fencing = a.fence",
            $"{RecordWriter.Released}, ring_at = NULL, not_before = NULL, error_stage = o.stage, error_kind = o.kind",
            "id, process_id, to_status, false",
            _writer.KeepError, endAttempt);
        _later = new(
            [RecordStatus.Posting], null, [.. RecordWriter.Trouble, fencing, new("delay", AskedType.Real), new("reserved", AskedType.Flag)],
            "r.fencing = a.fence",
            $"""
            lease_until = {sql.Now}, starts = 0, slots_reserved = o.reserved, not_before = {sql.In("o.delay")}, ring_at = {sql.In("o.delay")},
            tries = r.tries + CASE WHEN o.message IS NULL THEN 0 ELSE 1 END,
            error_stage = COALESCE(o.stage, r.error_stage), error_kind = COALESCE(o.kind, r.error_kind)
            """,
            "id, process_id, to_status, false",
            _writer.KeepError);
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

    /// <summary>
    /// The last question before the write leaves: the claim is held, the moment is not past, the post is still wanted. A yes
    /// is written down first, with the session that it leaves with: from then on only the site can tell whether the comment is
    /// there.
    /// </summary>
    public async Task<bool> MaySendAsync(RecordClaim claim, int sessionVersion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        var yes = await _database.WriteAsync(
            $"""
            UPDATE posting_attempts SET let_go_at = {_database.Sql.Now}, session_version = @session
            WHERE record_id = @id AND fencing = @fence AND outcome = 0 AND send_before > {_database.Sql.Now} AND EXISTS (
                SELECT 1 FROM article_records r JOIN monitoring_processes p ON p.id = r.process_id
                WHERE r.id = @id AND r.status = 4 AND r.fencing = @fence AND r.lease_until > {_database.Sql.Now}
                AND (r.approved_at IS NOT NULL OR (p.status = 1 AND NOT p.generate_only)))
            RETURNING id
            """,
            Statement.With(("id", claim.RecordId), ("fence", claim.Fencing), ("session", sessionVersion)), _ => true, cancellationToken);
        return yes.Count > 0;
    }

    /// <summary>
    /// Whether a record's comment was let go with another session than this one, which may live at the site: then it may
    /// still get through, whatever becomes of this one.
    /// </summary>
    public async Task<bool> LeftWithAnotherSessionAsync(Guid recordId, int sessionVersion, CancellationToken cancellationToken)
    {
        var others = await _database.ReadAsync(
            "SELECT 1 FROM posting_attempts WHERE record_id = @id AND outcome = 0 AND session_version <> @session",
            Statement.With(("id", recordId), ("session", sessionVersion)), _ => true, cancellationToken);
        return others.Count > 0;
    }

    /// <summary>
    /// Ends a record's attempts whose write was never let go; whoever was about to let one go is refused from now on.
    /// </summary>
    /// <returns>True: none is left open, so nothing was posted, for certain.</returns>
    public async Task<bool> WithdrawAsync(Guid recordId, CancellationToken cancellationToken)
    {
        await _database.ExecuteAsync(
            $"""
            UPDATE posting_attempts SET outcome = {(int)AttemptOutcome.NotSent}, finished_at = {_database.Sql.Now}
            WHERE record_id = @id AND outcome = 0 AND let_go_at IS NULL
            """,
            Statement.With(("id", recordId)), cancellationToken);
        return await GraceLeftAsync(recordId, cancellationToken) is null;
    }

    /// <summary>Whether a request before the write may leave: the claim is held, the post is still wanted.</summary>
    public async Task<bool> MayAskAsync(RecordClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        var yes = await _database.ReadAsync(
            $"""
            SELECT 1 FROM article_records r JOIN monitoring_processes p ON p.id = r.process_id
            WHERE r.id = @id AND r.status = 4 AND r.fencing = @fence AND r.lease_until > {_database.Sql.Now}
            AND (r.approved_at IS NOT NULL OR (p.status = 1 AND NOT p.generate_only))
            """,
            Statement.With(("id", claim.RecordId), ("fence", claim.Fencing)), _ => true, cancellationToken);
        return yes.Count > 0;
    }

    /// <summary>Whether a request that only finds out what was begun may leave: the claim is held. A stop doesn't forbid that.</summary>
    public async Task<bool> MayReadBackAsync(RecordClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        var yes = await _database.ReadAsync(
            $"SELECT 1 FROM article_records WHERE id = @id AND status = 4 AND fencing = @fence AND lease_until > {_database.Sql.Now}",
            Statement.With(("id", claim.RecordId), ("fence", claim.Fencing)), _ => true, cancellationToken);
        return yes.Count > 0;
    }

    /// <summary>Of these comments of a site, the ids that the ledger knows: each belongs to a record.</summary>
    public async Task<HashSet<string>> KnownAsync(Guid siteId, IEnumerable<string> siteCommentIds, CancellationToken cancellationToken)
    {
        var known = await _database.ReadAsync(
            $"""
            SELECT s.site_comment_id FROM posting_slots s JOIN {_database.Sql.Asked([new("comment", AskedType.Text)])} ON a.comment = s.site_comment_id
            WHERE s.site_id = @site
            """,
            Statement.With(("asked", LedgerDatabase.Json(siteCommentIds.Select(comment => new { comment }))), ("site", siteId)),
            row => row.GetString(0), cancellationToken);
        return [.. known];
    }

    /// <summary>From now until the grace time of a record's open attempts is over; null: it has none.</summary>
    public async Task<TimeSpan?> GraceLeftAsync(Guid recordId, CancellationToken cancellationToken)
    {
        var left = await _database.ReadAsync(
            $"SELECT {_database.Sql.Seconds(_database.Sql.Now, "max(send_before)")} FROM posting_attempts WHERE record_id = @id AND outcome = 0",
            Statement.With(("id", recordId)), row => row.IsDBNull(0) ? (TimeSpan?)null : TimeSpan.FromSeconds(row.GetDouble(0)), cancellationToken);
        return left[0] + _options.Grace;
    }

    /// <summary>Done: the site's own id is the proof. Accepted from any holder, also a late one.</summary>
    /// <exception cref="DbException">A unique violation: another record has that comment already.</exception>
    public Task<List<MovedRecord>> PostedAsync(Guid recordId, string siteCommentId, string? url, CancellationToken cancellationToken) =>
        RunAsync(_posted, new { id = recordId, outcome = (int)AttemptOutcome.Posted, comment = siteCommentId, url }, RecordLedger.ReadMoved, cancellationToken);

    /// <summary>
    /// Certain that nothing was posted: back to <c>generated</c>, to come again after a delay. What was never sent has its
    /// place in the pace still.
    /// </summary>
    public Task<List<MovedRecord>> BackAsync(PostingEnd end, TimeSpan delay, CancellationToken cancellationToken) =>
        RunAsync(_back, Asked(end, delay), RecordLedger.ReadMoved, cancellationToken);

    /// <summary>Give up; nothing was posted, for certain.</summary>
    public Task<List<MovedRecord>> FailedAsync(PostingEnd end, CancellationToken cancellationToken) =>
        RunAsync(_failed, Asked(end, TimeSpan.Zero), RecordLedger.ReadMoved, cancellationToken);

    /// <summary>Can't tell: a person decides.</summary>
    public Task<List<MovedRecord>> UncertainAsync(PostingEnd end, CancellationToken cancellationToken) =>
        RunAsync(_uncertain, Asked(end with { Attempt = AttemptOutcome.Unsure }, TimeSpan.Zero), RecordLedger.ReadMoved, cancellationToken);

    /// <summary>Still can't tell: stays in <c>posting</c>, to be read back after a delay.</summary>
    /// <param name="end">What is known.</param>
    /// <param name="delay">From now.</param>
    /// <param name="slotsReserved">The host slots of the read-back are reserved for then.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public Task<List<MovedRecord>> ReadBackLaterAsync(PostingEnd end, TimeSpan delay, bool slotsReserved, CancellationToken cancellationToken) =>
        RunAsync(_later, Asked(end, delay, slotsReserved), RecordLedger.ReadMoved, cancellationToken);

    private static object Asked(PostingEnd end, TimeSpan delay, bool reserved = false) => new
    {
        id = end.RecordId, fence = end.Fencing, outcome = (int)end.Attempt, delay = delay.TotalSeconds, reserved, stage = (int?)end.Trouble?.Stage,
        kind = (int?)end.Trouble?.Kind, message = RecordLedger.Clean(end.Trouble?.Message), note = RecordLedger.Clean(end.Trouble?.Message),
    };

    private Task<List<T>> RunAsync<T>(RecordUpdate update, object asked, Func<DbDataReader, T> read, CancellationToken cancellationToken) =>
        _writer.RunAsync(
            update, [asked], read, cancellationToken,
            ("lease", _options.Lease.TotalSeconds), ("maxStarts", _options.MaxStarts), ("sendWithin", _options.SendWithin.TotalSeconds));
}
