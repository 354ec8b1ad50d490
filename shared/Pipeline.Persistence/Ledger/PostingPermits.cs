using Pipeline.Domain.Records;

namespace Pipeline.Persistence.Ledger;

/// <summary>
/// Whether a request of Posting may leave now. The yes to a write is written down before it leaves: from then on only the
/// site can tell whether the comment is there.
/// </summary>
public sealed class PostingPermits
{
    private readonly LedgerDatabase _database;
    private readonly Gathering<bool> _mayAsk, _maySend, _mayReadBack;

    /// <summary>The permits that a database gives.</summary>
    public PostingPermits(LedgerDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        _database = database;
        var sql = database.Sql;
        AskedColumn id = new("id", AskedType.Id), fencing = new("fence", AskedType.Number);

        // The claim is held, the post is still wanted, and posting is not stopped.
        var wanted = $"""
            {SqlDialect.Tested("r.status")} = 4 AND r.fencing = a.fence AND r.lease_until > {sql.Now}
            AND (r.approved_at IS NOT NULL OR (p.status = 1 AND NOT p.generate_only)) AND {PostingStops.NoneFor("r.owner_id")}
            """;
        _mayAsk = database.GatherReads(
            $"SELECT r.id FROM {sql.Asked([id, fencing])} JOIN article_records r ON r.id = a.id JOIN monitoring_processes p ON p.id = r.process_id WHERE {wanted}", _ => true);
        _maySend = database.GatherWrites(
            $"""
            UPDATE posting_attempts SET let_go_at = {sql.Now}, session_version = a.session
            FROM {sql.Asked([id, fencing, new("session", AskedType.Number)])}
            WHERE record_id = a.id AND fencing = a.fence AND outcome = 0 AND send_before > {sql.Now} AND EXISTS (
                SELECT 1 FROM article_records r JOIN monitoring_processes p ON p.id = r.process_id WHERE r.id = a.id AND {wanted})
            RETURNING record_id
            """,
            row => (row.GetGuid(0), true));
        _mayReadBack = database.GatherReads(
            $"SELECT r.id FROM {sql.Asked([id, fencing])} JOIN article_records r ON r.id = a.id WHERE {SqlDialect.Tested("r.status")} = 4 AND r.fencing = a.fence AND r.lease_until > {sql.Now}", _ => true);
    }

    /// <summary>Whether a request before the write may leave: the claim is held, the post is still wanted.</summary>
    public Task<bool> MayAskAsync(RecordClaim claim, CancellationToken cancellationToken) => IsGivenAsync(_mayAsk, claim, cancellationToken);

    /// <summary>
    /// The last question before the write leaves: the claim is held, the moment is not past, the post is still wanted. A yes
    /// is written down first, with the session that it leaves with: from then on only the site can tell whether the comment is
    /// there.
    /// </summary>
    public async Task<bool> MaySendAsync(RecordClaim claim, int sessionVersion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        var row = LedgerDatabase.Row(claim.RecordId, new { id = claim.RecordId, fence = claim.Fencing, session = sessionVersion });
        return (await _maySend.AskAsync([row], cancellationToken)).Count > 0;
    }

    /// <summary>
    /// A claim's write did not leave, and never will: its holder knows, also one that has lost the claim since. Whoever has it
    /// now need not ask the site.
    /// </summary>
    public Task NotSentAsync(RecordClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return _database.ExecuteAsync(
            $"""
            UPDATE posting_attempts SET outcome = {(int)AttemptOutcome.NotSent}, finished_at = {_database.Sql.Now}
            WHERE record_id = @id AND fencing = @fence AND outcome = 0
            """,
            Statement.With(("id", claim.RecordId), ("fence", claim.Fencing)), cancellationToken);
    }

    /// <summary>Whether a request that only finds out what was begun may leave: the claim is held. A stop doesn't forbid that.</summary>
    public Task<bool> MayReadBackAsync(RecordClaim claim, CancellationToken cancellationToken) => IsGivenAsync(_mayReadBack, claim, cancellationToken);

    private static async Task<bool> IsGivenAsync(Gathering<bool> permit, RecordClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return (await permit.AskAsync([LedgerDatabase.Row(claim.RecordId, new { id = claim.RecordId, fence = claim.Fencing })], cancellationToken)).Count > 0;
    }
}
