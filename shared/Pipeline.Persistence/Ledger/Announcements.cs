using Microsoft.Extensions.Options;
using Pipeline.Domain.Records;

namespace Pipeline.Persistence.Ledger;

/// <summary>A record whose bell is to be rung.</summary>
/// <param name="RecordId">The record.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="ArticleId">Its article: records of one article travel together.</param>
/// <param name="Status">What decides the message.</param>
/// <param name="Approved">A person approved it.</param>
/// <param name="Alone">Its worker died before: it travels alone.</param>
public sealed record DueRecord(Guid RecordId, Guid ProcessId, Guid ArticleId, RecordStatus Status, bool Approved, bool Alone);

/// <summary>
/// Takes what is due, of running processes or approved by a person, at most a window per process and stage: the processes
/// in turn, each its oldest first; posts that a posting stop holds back stay due. Any number of replicas may ask at once.
/// </summary>
public sealed class Announcements(LedgerDatabase database, IOptions<LedgerOptions> options)
{
    /// <summary>Takes due records; their bells count as rung for one stall time-out.</summary>
    public Task<List<DueRecord>> TakeDueAsync(int atMost, CancellationToken cancellationToken)
    {
        var sql = database.Sql;
        return database.WriteAsync(
            $"""
            WITH due AS (
                SELECT d.id, d.process_id, d.status, row_number() OVER (PARTITION BY d.process_id, d.status ORDER BY d.id) AS place
                FROM article_records d JOIN monitoring_processes p ON p.id = d.process_id
                WHERE d.ring_at <= {sql.Now} AND (
                    (d.status IN (1, 2) AND p.status = 1)
                    OR (d.status = 3 AND (d.approved_at IS NOT NULL OR (d.auto_post AND NOT p.generate_only AND p.status = 1)) AND {PostingStops.NoneFor("d.owner_id")})
                    OR d.status = 4)),
            room AS MATERIALIZED (
                SELECT g.process_id, g.status, @window - (
                    SELECT count(*) FROM (
                        SELECT 1 FROM article_records w WHERE w.process_id = g.process_id AND w.status = g.status
                        AND w.announced_at IS NOT NULL AND w.ring_at > {sql.Now} LIMIT @window) AS waiting) AS free
                FROM (SELECT DISTINCT process_id, status FROM due) AS g),
            chosen AS (
                SELECT due.id FROM due JOIN room ON room.process_id = due.process_id AND room.status = due.status
                WHERE due.place <= room.free OR due.place = 1
                ORDER BY due.place LIMIT @most)
            UPDATE article_records SET announced_at = {sql.Now}, ring_at = {sql.In("@stall")}
            WHERE id IN (
                SELECT r.id FROM article_records r WHERE r.id IN (SELECT id FROM chosen) AND {SqlDialect.Tested("r.ring_at")} <= {sql.Now}
                {sql.LockFree("r")})
            RETURNING id, process_id, article_id, status, approved_at IS NOT NULL, starts > 0
            """,
            Statement.With(("stall", options.Value.Stall.TotalSeconds), ("window", options.Value.Window), ("most", atMost)),
            row => new DueRecord(row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), (RecordStatus)row.GetInt32(3), row.GetBoolean(4), row.GetBoolean(5)),
            cancellationToken);
    }

    /// <summary>
    /// Of these records, those that stand ready for a stage and belong to a message that came again: their bell may not have
    /// been rung before the first one's worker died.
    /// </summary>
    public Task<List<Guid>> ReadyAsync(IEnumerable<Guid> recordIds, RecordStatus status, CancellationToken cancellationToken) =>
        database.ReadAsync(
            $"""
            SELECT r.id FROM article_records r JOIN {database.Sql.Asked([new("id", AskedType.Id)])} ON a.id = r.id
            WHERE {SqlDialect.Tested("r.status")} = @status AND {SqlDialect.Tested("r.ring_at")} IS NOT NULL AND r.lease_until IS NULL
            """,
            Statement.With(("asked", LedgerDatabase.Json(recordIds.Select(id => new { id }))), ("status", (int)status)),
            row => row.GetGuid(0), cancellationToken);
}
