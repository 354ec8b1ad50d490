using Pipeline.Contracts;
using Pipeline.Domain.Records;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Monitoring.Announcer;

/// <summary>Puts records into the messages that fit them: each of one process and one status.</summary>
internal static class StageMessages
{
    private const int ArticlesAtOnce = 100;
    private const int CommentsAtOnce = 4;

    /// <summary>Below this, each record travels by itself, so that many workers can share a few.</summary>
    private const int Few = 16;

    public static IEnumerable<object> For(IEnumerable<DueRecord> records) =>
        records.GroupBy(record => (record.ProcessId, record.Status, record.Approved)).SelectMany(group => group.Key.Status switch
        {
            RecordStatus.Discovered => Articles(group).Select(ids => (object)new ArticlesDiscovered(group.Key.ProcessId, ids)),
            RecordStatus.Prepared => Comments(group).Select(ids => new ArticlesPrepared(group.Key.ProcessId, ids)),
            RecordStatus.Generated when group.Key.Approved => Comments(group).Select(ids => new CommentsApproved(group.Key.ProcessId, ids)),
            RecordStatus.Generated => Comments(group).Select(ids => new CommentsGenerated(group.Key.ProcessId, ids)),
            RecordStatus.Posting => group.Select(record => new CommentsApproved(group.Key.ProcessId, [record.RecordId])),
            _ => throw new InvalidOperationException($"No stage works on {group.Key.Status}."),
        });

    /// <summary>Sets of whole articles: a text is fetched by the first record that needs it, and the others find it there.</summary>
    private static IEnumerable<IReadOnlyList<Guid>> Articles(IEnumerable<DueRecord> records)
    {
        var set = new List<Guid>();
        var together = Together(records, out var alone);
        foreach (var article in together.GroupBy(record => record.ArticleId))
        {
            foreach (var part in article.Select(record => record.RecordId).Chunk(ArticlesAtOnce))
            {
                if (set.Count + part.Length > ArticlesAtOnce)
                {
                    yield return set;
                    set = [];
                }

                set.AddRange(part);
            }
        }

        if (set.Count > 0) yield return set;
        foreach (var record in alone) yield return [record];
    }

    private static IEnumerable<IReadOnlyList<Guid>> Comments(IEnumerable<DueRecord> records)
    {
        var together = Together(records, out var alone);
        return together.Select(record => record.RecordId).Chunk(Math.Clamp(together.Count / Few, 1, CommentsAtOnce)).Concat(alone.Select(record => new[] { record }));
    }

    /// <summary>Whose worker died before travels alone: it must not take others with it.</summary>
    private static List<DueRecord> Together(IEnumerable<DueRecord> records, out List<Guid> alone)
    {
        var all = records.ToLookup(record => record.Alone);
        alone = [.. all[true].Select(record => record.RecordId)];
        return [.. all[false]];
    }
}
