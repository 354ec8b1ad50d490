namespace Pipeline.Persistence.Ledger;

/// <summary>
/// What a program that is gone had in hand. Elsewhere its leases run out; where it was the only one, the next one need not
/// wait for that.
/// </summary>
public sealed class OrphanedWork(LedgerDatabase database)
{
    /// <summary>
    /// Ends every lease, and rings every bell again that was rung into a bus which died with its program. Only for a program
    /// that starts as the only one on its database. What a record itself waits for stays: its <c>not_before</c>, and the
    /// grace time of a comment that was let go.
    /// </summary>
    public async Task ReleaseAllAsync(CancellationToken cancellationToken)
    {
        var now = database.Sql.Now;
        string[] releases =
        [
            $"""
            UPDATE article_records SET lease_until = CASE WHEN lease_until > {now} THEN {now} ELSE lease_until END, ring_at = {now}, announced_at = NULL
            WHERE status IN (1, 2, 3, 4) AND ring_at > {now} AND (not_before IS NULL OR not_before <= {now})
            """,
            $"UPDATE jobs SET lease_until = {now} WHERE status IN (1, 2) AND lease_until > {now}",
            $"UPDATE articles SET fetch_lease_until = NULL, fetch_lease_by = NULL WHERE fetch_lease_until > {now}",
            $"UPDATE account_sessions SET login_lease_until = NULL, login_lease_by = NULL WHERE login_lease_until > {now}",
            $"UPDATE llm_slots SET lease_until = {now} WHERE lease_until > {now}",
        ];
        foreach (var release in releases) await database.ExecuteAsync(release, Statement.With(), cancellationToken);
    }
}
