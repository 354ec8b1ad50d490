using Pipeline.Domain.Records;

namespace Pipeline.Persistence.Ledger;

/// <summary>
/// Whether a request of Posting may leave now. The yes to a write is written down before it leaves: from then on only the
/// site can tell whether the comment is there.
/// </summary>
public sealed class PostingPermits(LedgerDatabase database)
{
    /// <summary>The claim is held, the post is still wanted, and posting is not stopped.</summary>
    private string Wanted => $"""
        r.status = 4 AND r.fencing = @fence AND r.lease_until > {database.Sql.Now}
        AND (r.approved_at IS NOT NULL OR (p.status = 1 AND NOT p.generate_only)) AND {PostingStops.NoneFor("r.owner_id")}
        """;

    /// <summary>Whether a request before the write may leave: the claim is held, the post is still wanted.</summary>
    public async Task<bool> MayAskAsync(RecordClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        var yes = await database.ReadAsync(
            $"SELECT 1 FROM article_records r JOIN monitoring_processes p ON p.id = r.process_id WHERE r.id = @id AND {Wanted}",
            Statement.With(("id", claim.RecordId), ("fence", claim.Fencing)), _ => true, cancellationToken);
        return yes.Count > 0;
    }

    /// <summary>
    /// The last question before the write leaves: the claim is held, the moment is not past, the post is still wanted. A yes
    /// is written down first, with the session that it leaves with: from then on only the site can tell whether the comment is
    /// there.
    /// </summary>
    public async Task<bool> MaySendAsync(RecordClaim claim, int sessionVersion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        var yes = await database.WriteAsync(
            $"""
            UPDATE posting_attempts SET let_go_at = {database.Sql.Now}, session_version = @session
            WHERE record_id = @id AND fencing = @fence AND outcome = 0 AND send_before > {database.Sql.Now} AND EXISTS (
                SELECT 1 FROM article_records r JOIN monitoring_processes p ON p.id = r.process_id WHERE r.id = @id AND {Wanted})
            RETURNING id
            """,
            Statement.With(("id", claim.RecordId), ("fence", claim.Fencing), ("session", sessionVersion)), _ => true, cancellationToken);
        return yes.Count > 0;
    }

    /// <summary>
    /// A claim's write did not leave, and never will: its holder knows, also one that has lost the claim since. Whoever has it
    /// now need not ask the site.
    /// </summary>
    public Task NotSentAsync(RecordClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return database.ExecuteAsync(
            $"""
            UPDATE posting_attempts SET outcome = {(int)AttemptOutcome.NotSent}, finished_at = {database.Sql.Now}
            WHERE record_id = @id AND fencing = @fence AND outcome = 0
            """,
            Statement.With(("id", claim.RecordId), ("fence", claim.Fencing)), cancellationToken);
    }

    /// <summary>Whether a request that only finds out what was begun may leave: the claim is held. A stop doesn't forbid that.</summary>
    public async Task<bool> MayReadBackAsync(RecordClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        var yes = await database.ReadAsync(
            $"SELECT 1 FROM article_records WHERE id = @id AND status = 4 AND fencing = @fence AND lease_until > {database.Sql.Now}",
            Statement.With(("id", claim.RecordId), ("fence", claim.Fencing)), _ => true, cancellationToken);
        return yes.Count > 0;
    }
}
