using Microsoft.Extensions.Options;
using Pipeline.Domain.Records;

namespace Pipeline.Persistence.Ledger;

/// <summary>What is known of comments that were let go, or may have been: what a read-back goes by.</summary>
public sealed class PostingEvidence(LedgerDatabase database, IOptions<LedgerOptions> options)
{
    /// <summary>
    /// Ends a record's attempts whose write was never let go; whoever was about to let one go is refused from now on.
    /// </summary>
    /// <returns>True: none is left open, so nothing was posted, for certain.</returns>
    public async Task<bool> WithdrawAsync(Guid recordId, CancellationToken cancellationToken)
    {
        await database.ExecuteAsync(
            $"""
            UPDATE posting_attempts SET outcome = {(int)AttemptOutcome.NotSent}, finished_at = {database.Sql.Now}
            WHERE record_id = @id AND outcome = 0 AND let_go_at IS NULL
            """,
            Statement.With(("id", recordId)), cancellationToken);
        return await GraceLeftAsync(recordId, cancellationToken) is null;
    }

    /// <summary>From now until the grace time of a record's open attempts is over; null: it has none.</summary>
    public async Task<TimeSpan?> GraceLeftAsync(Guid recordId, CancellationToken cancellationToken)
    {
        var left = await database.ReadAsync(
            $"SELECT {database.Sql.Seconds(database.Sql.Now, "max(send_before)")} FROM posting_attempts WHERE record_id = @id AND outcome = 0",
            Statement.With(("id", recordId)), row => row.IsDBNull(0) ? (TimeSpan?)null : TimeSpan.FromSeconds(row.GetDouble(0)), cancellationToken);
        return left[0] + options.Value.Grace;
    }

    /// <summary>
    /// Whether a record's comment was let go with another session than this one, which may live at the site: then it may
    /// still get through, whatever becomes of this one. An earlier one has ended there unless it was given up.
    /// </summary>
    public async Task<bool> LeftWithAnotherSessionAsync(Guid recordId, int sessionVersion, CancellationToken cancellationToken)
    {
        var others = await database.ReadAsync(
            """
            SELECT 1 FROM posting_attempts a JOIN article_records r ON r.id = a.record_id
            WHERE a.record_id = @id AND a.outcome = 0 AND a.session_version <> @session AND (a.session_version > @session OR NOT EXISTS (
                SELECT 1 FROM account_sessions s WHERE s.account_id = r.account_id AND (s.given_up_version IS NULL OR s.given_up_version < a.session_version)))
            """,
            Statement.With(("id", recordId), ("session", sessionVersion)), _ => true, cancellationToken);
        return others.Count > 0;
    }

    /// <summary>Of these comments of a site, the ids that the ledger knows: each belongs to a record.</summary>
    public async Task<HashSet<string>> KnownAsync(Guid siteId, IEnumerable<string> siteCommentIds, CancellationToken cancellationToken)
    {
        var known = await database.ReadAsync(
            $"""
            SELECT s.site_comment_id FROM posting_slots s JOIN {database.Sql.Asked([new("comment", AskedType.Text)])} ON a.comment = s.site_comment_id
            WHERE s.site_id = @site
            """,
            Statement.With(("asked", LedgerDatabase.Json(siteCommentIds.Select(comment => new { comment }))), ("site", siteId)),
            row => row.GetString(0), cancellationToken);
        return [.. known];
    }

    /// <summary>
    /// Whether a person has looked at the site, and said that a record's comment isn't there, and it wasn't let go since: what
    /// the account has said on the page besides is known to them. What was let go may be there, in other words.
    /// </summary>
    public async Task<bool> IsVouchedForAsync(Guid recordId, CancellationToken cancellationToken)
    {
        var vouched = await database.ReadAsync(
            $"""
            SELECT 1 FROM posting_attempts v WHERE v.record_id = @id AND v.outcome = {(int)AttemptOutcome.Absent} AND v.let_go_at IS NULL AND NOT EXISTS (
                SELECT 1 FROM posting_attempts l WHERE l.record_id = v.record_id AND l.fencing > v.fencing AND l.let_go_at IS NOT NULL
                AND l.outcome NOT IN ({(int)AttemptOutcome.NotSent}, {(int)AttemptOutcome.Refused}))
            """,
            Statement.With(("id", recordId)), _ => true, cancellationToken);
        return vouched.Count > 0;
    }
}
