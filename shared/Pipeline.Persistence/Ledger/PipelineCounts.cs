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

/// <summary>Reads and folds the counts. They are kept by the moves themselves; nothing is ever counted by a scan.</summary>
public sealed class PipelineCounts(LedgerDatabase database)
{
    /// <summary>The counts of some processes; one without records counts nothing.</summary>
    public async Task<Dictionary<Guid, PipelineCount>> OfAsync(IReadOnlyCollection<Guid> processIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(processIds);
        var rows = await database.ReadAsync(
            $"""
            SELECT p.id, p.generate_only, c.heading, c.n FROM {database.Sql.Asked([new("id", AskedType.Id)])}
            JOIN monitoring_processes p ON p.id = a.id
            JOIN (
                SELECT process_id, heading, CAST(sum(n) AS bigint) AS n FROM (
                    SELECT process_id, heading, count AS n FROM record_counts UNION ALL
                    SELECT process_id, heading, delta FROM record_count_deltas) AS parts
                GROUP BY process_id, heading) AS c ON c.process_id = p.id
            """,
            Statement.With(("asked", LedgerDatabase.Json(processIds.Select(id => new { id })))),
            row => (Process: row.GetGuid(0), GenerateOnly: row.GetBoolean(1), Heading: (CountHeading)row.GetInt32(2), Count: row.GetInt64(3)),
            cancellationToken);
        var counts = rows.GroupBy(row => row.Process).ToDictionary(
            group => group.Key, group => Sum(group.ToDictionary(row => row.Heading, row => row.Count), group.First().GenerateOnly));
        foreach (var id in processIds) counts.TryAdd(id, Sum([], false));
        return counts;
    }

    /// <summary>The counts of one process.</summary>
    public async Task<PipelineCount> OfAsync(Guid processId, CancellationToken cancellationToken) => (await OfAsync([processId], cancellationToken))[processId];

    /// <summary>Folds the deltas into the counts; any number of replicas may do it at once.</summary>
    public Task<int> FoldAsync(CancellationToken cancellationToken) => database.ExecuteAsync(database.Sql.FoldCounts, Statement.With(), cancellationToken);

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
