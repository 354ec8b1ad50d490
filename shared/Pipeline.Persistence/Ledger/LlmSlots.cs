namespace Pipeline.Persistence.Ledger;

/// <summary>How many calls a provider allows at the same time, over all workers together.</summary>
public sealed class LlmSlots(LedgerDatabase database)
{
    /// <summary>Takes one of a provider's slots for a record.</summary>
    /// <returns>Its number; null: all are taken.</returns>
    public async Task<int?> TakeAsync(Guid providerId, int maxConcurrency, Guid recordId, TimeSpan lease, CancellationToken cancellationToken)
    {
        var parameters = Statement.With(("provider", providerId), ("max", maxConcurrency), ("record", recordId), ("lease", lease.TotalSeconds));
        var sql = database.Sql;
        var taken = await database.WriteAsync(
            $"""
            UPDATE llm_slots SET record_id = @record, lease_until = {sql.In("@lease")}
            WHERE provider_id = @provider AND number = (
                SELECT s.number FROM llm_slots s WHERE s.provider_id = @provider AND s.number <= @max AND s.lease_until <= {sql.Now}
                ORDER BY s.number LIMIT 1 {sql.LockFree("s")})
            RETURNING number
            """,
            parameters, row => row.GetInt32(0), cancellationToken);
        if (taken.Count > 0) return taken[0];
        var added = await database.WriteAsync(
            $"""
            INSERT INTO llm_slots (provider_id, number, record_id, lease_until)
            SELECT @provider, COALESCE(max(number), 0) + 1, @record, {sql.In("@lease")} FROM llm_slots WHERE provider_id = @provider
            HAVING COALESCE(max(number), 0) < @max
            ON CONFLICT (provider_id, number) DO NOTHING
            RETURNING number
            """,
            parameters, row => row.GetInt32(0), cancellationToken);
        return added.Count > 0 ? added[0] : null;
    }

    /// <summary>Gives a slot back.</summary>
    public Task<int> ReleaseAsync(Guid providerId, int number, Guid recordId, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            $"UPDATE llm_slots SET lease_until = {database.Sql.Now} WHERE provider_id = @provider AND number = @number AND record_id = @record",
            Statement.With(("provider", providerId), ("number", number), ("record", recordId)), cancellationToken);
}
