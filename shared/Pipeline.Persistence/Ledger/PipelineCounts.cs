using System.Data.Common;
using Pipeline.Domain.Records;

namespace Pipeline.Persistence.Ledger;

/// <summary>How many records of a process stand where: exact, at one moment.</summary>
public sealed record PipelineCount(
    long Discovered, long Prepared, long Generated, long Posting, long Posted, long Skipped, long Rejected, long Failed, long Uncertain,
    long TakenBack, long AwaitingApproval)
{
    /// <summary>All of them.</summary>
    public long Total => Discovered + Prepared + Generated + Posting + Posted + Skipped + Rejected + Failed + Uncertain + TakenBack;
}

/// <summary>The counts of some processes.</summary>
/// <param name="AsOf">When they were read (UTC), by the ledger's clock.</param>
/// <param name="Of">The counts by process.</param>
public sealed record PipelineCountsAt(DateTime AsOf, IReadOnlyDictionary<Guid, PipelineCount> Of);

/// <summary>Reads and folds the counts. They are kept by the moves themselves; nothing is ever counted by a scan.</summary>
public sealed class PipelineCounts(LedgerDatabase database)
{
    /// <summary>The counts of some processes, and the moment they belong to; one without records counts nothing.</summary>
    public async Task<PipelineCountsAt> AtAsync(IReadOnlyCollection<Guid> processIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(processIds);
        var asked = database.Sql.Asked([new("id", AskedType.Id)]);
        var rows = await database.ReadAsync(
            $"""
            SELECT p.id, p.generate_only, c.heading, c.n, t.now FROM (SELECT {database.Sql.Now} AS now) AS t
            LEFT JOIN {asked} ON true
            LEFT JOIN monitoring_processes p ON p.id = a.id
            LEFT JOIN (
                SELECT process_id, heading, CAST(sum(n) AS bigint) AS n FROM (
                    SELECT process_id, heading, count AS n FROM record_counts WHERE process_id IN (SELECT a.id FROM {asked}) UNION ALL
                    SELECT process_id, heading, delta FROM record_count_deltas WHERE process_id IN (SELECT a.id FROM {asked})) AS parts
                GROUP BY process_id, heading) AS c ON c.process_id = p.id
            """,
            Statement.With(("asked", LedgerDatabase.Json(processIds.Select(id => new { id })))), Read, cancellationToken);
        var counts = rows.Where(row => row.Heading is not null).GroupBy(row => row.Process).ToDictionary(
            group => group.Key, group => Sum(group.ToDictionary(row => row.Heading!.Value, row => row.Count), group.First().GenerateOnly));
        foreach (var id in processIds) counts.TryAdd(id, Sum([], false));
        return new(rows[0].AsOf, counts);
    }

    /// <summary>The counts of some processes; one without records counts nothing.</summary>
    public async Task<IReadOnlyDictionary<Guid, PipelineCount>> OfAsync(IReadOnlyCollection<Guid> processIds, CancellationToken cancellationToken) =>
        (await AtAsync(processIds, cancellationToken)).Of;

    /// <summary>The counts of one process.</summary>
    public async Task<PipelineCount> OfAsync(Guid processId, CancellationToken cancellationToken) => (await OfAsync([processId], cancellationToken))[processId];

    /// <summary>Folds the deltas into the counts; any number of replicas may do it at once.</summary>
    public Task<int> FoldAsync(CancellationToken cancellationToken) => database.ExecuteAsync(database.Sql.FoldCounts, Statement.With(), cancellationToken);

    private (Guid Process, bool GenerateOnly, CountHeading? Heading, long Count, DateTime AsOf) Read(DbDataReader row) => row.IsDBNull(2)
        ? (Guid.Empty, false, null, 0, database.Sql.ReadTime(row, 4)!.Value)
        : (row.GetGuid(0), row.GetBoolean(1), (CountHeading)row.GetInt32(2), row.GetInt64(3), database.Sql.ReadTime(row, 4)!.Value);

    private static PipelineCount Sum(Dictionary<CountHeading, long> counts, bool generateOnly)
    {
        long Of(CountHeading heading) => counts.GetValueOrDefault(heading);
        var review = Of(CountHeading.GeneratedForReview);
        var toPost = Of(CountHeading.GeneratedToPost);
        return new(
            Of(CountHeading.Discovered), Of(CountHeading.Prepared), review + toPost + Of(CountHeading.GeneratedApproved), Of(CountHeading.Posting),
            Of(CountHeading.Posted), Of(CountHeading.Skipped), Of(CountHeading.Rejected), Of(CountHeading.Failed), Of(CountHeading.Uncertain),
            Of(CountHeading.TakenBack), review + (generateOnly ? toPost : 0));
    }
}
