using Pipeline.Domain.Processes;

namespace Pipeline.Persistence.Ledger;

/// <summary>A posting stop as people see it.</summary>
/// <param name="OwnerId">Whose processes it holds for; <see cref="PostingStop.Everybody"/>: all.</param>
/// <param name="Reason">Why.</param>
/// <param name="Since">Since when (UTC).</param>
/// <param name="StoppedBy">Who stopped it.</param>
/// <param name="Email">Their sign-in name; null: they are gone.</param>
public sealed record StandingStop(Guid OwnerId, string? Reason, DateTime Since, Guid StoppedBy, string? Email);

/// <summary>
/// The posting stop. The rows are asked in every claim to post, and once more right before each of its requests; what was
/// begun is still read back and recorded.
/// </summary>
public sealed class PostingStops(LedgerDatabase database)
{
    /// <summary>No stop holds for an owner, as an SQL expression.</summary>
    internal static string NoneFor(string owner) => $"NOT EXISTS (SELECT 1 FROM posting_stops s WHERE s.owner_id IN ({owner}, '{PostingStop.Everybody}'))";

    /// <summary>Stops. Where it is stopped already, since when and by whom stays; a new reason takes the place of the old one.</summary>
    public Task StopAsync(Guid ownerId, Guid by, string? reason, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            $"""
            INSERT INTO posting_stops (owner_id, reason, stopped_by, since) VALUES (@owner, @reason, @by, {database.Sql.Now})
            ON CONFLICT (owner_id) DO UPDATE SET reason = COALESCE(excluded.reason, posting_stops.reason)
            """,
            Statement.With(("owner", ownerId), ("by", by), ("reason", RecordLedger.Clean(reason))), cancellationToken);

    /// <summary>
    /// Lifts a stop, and rings for what was held back, in one transaction: it goes out at once. What stands under another
    /// stop still is held back by that.
    /// </summary>
    public Task LiftAsync(Guid ownerId, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            $"""
            UPDATE article_records SET ring_at = {database.Sql.Now} WHERE id IN (
                SELECT r.id FROM article_records r
                WHERE r.status = 3 AND r.ring_at > {database.Sql.Now} AND r.lease_until IS NULL AND (r.not_before IS NULL OR r.not_before <= {database.Sql.Now})
                AND (r.owner_id = @owner OR @owner = '{PostingStop.Everybody}') AND EXISTS (SELECT 1 FROM posting_stops s WHERE s.owner_id = @owner)
                {database.Sql.LockFree("r")});
            DELETE FROM posting_stops WHERE owner_id = @owner
            """,
            Statement.With(("owner", ownerId)), cancellationToken);

    /// <summary>The stops that hold for an owner's processes, the installation's first.</summary>
    public async Task<IReadOnlyList<StandingStop>> StandingAsync(Guid ownerId, CancellationToken cancellationToken) =>
        [.. (await StandingAsync([ownerId], cancellationToken))[ownerId]];

    /// <summary>The stops that hold for some owners' processes, by owner, the installation's first.</summary>
    public async Task<ILookup<Guid, StandingStop>> StandingAsync(IReadOnlyCollection<Guid> ownerIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ownerIds);
        var stops = await database.ReadAsync(
            $"""
            SELECT a.id, s.owner_id, s.reason, s.since, s.stopped_by, u.email
            FROM {database.Sql.Asked([new("id", AskedType.Id)])} JOIN posting_stops s ON s.owner_id IN (a.id, '{PostingStop.Everybody}')
            LEFT JOIN users u ON u.id = s.stopped_by ORDER BY s.owner_id
            """,
            Statement.With(("asked", LedgerDatabase.Json(ownerIds.Select(id => new { id })))),
            row => (Owner: row.GetGuid(0), Stop: new StandingStop(
                row.GetGuid(1), row.IsDBNull(2) ? null : row.GetString(2), database.Sql.ReadTime(row, 3)!.Value, row.GetGuid(4),
                row.IsDBNull(5) ? null : row.GetString(5))),
            cancellationToken);
        return stops.ToLookup(one => one.Owner, one => one.Stop);
    }
}
