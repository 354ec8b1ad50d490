using Pipeline.Chaos.Load;

namespace Pipeline.Chaos.Outcome;

/// <summary>What became of everything, counted at the site and in the records.</summary>
public sealed class ChaosLedger
{
    private const int Shown = 20;

    /// <summary>Counts.</summary>
    /// <param name="owed">All comments that the articles and processes call for, of each process.</param>
    /// <param name="records">All records.</param>
    /// <param name="site">All comments at the site.</param>
    /// <param name="attempted">How many comments arrived at the site's door.</param>
    public ChaosLedger(IReadOnlyCollection<Comment> owed, IReadOnlyCollection<SeenRecord> records, IReadOnlyCollection<SiteComment> site, int attempted)
    {
        var there = site.Select(comment => comment.Id).ToHashSet();
        var settled = records.Where(record => record.IsSettled).ToLookup(record => record.Right);
        Attempted = attempted;
        Posted = site.Count;
        Acknowledged = records.Count(record => record.Status == "posted");
        Failed = Of(records, "failed");
        Unsure = Of(records, "uncertain");
        Skipped = records.Count(record => record.Status == "skipped");
        Lost =
        [
            .. owed.GroupBy(right => right).Where(right => settled[right.Key].Count() < right.Count()).Select(right => $"{right.Key}: {Describe(records, right.Key)}"),
            .. records.Where(record => record.Status == "posted" && !there.Contains(record.SiteCommentId!)).Select(record => $"{record}: its comment is not at the site"),
        ];
        Doubled = [.. site.Where(comment => comment.Right is not null).GroupBy(comment => comment.Right!).Where(right => right.Count() > 1)
            .Select(right => $"{right.Key}: {string.Join(", ", right.Select(comment => comment.Id))}")];
        var owners = records.Where(record => record.Status is "posted" or "uncertain").Select(record => record.Right).ToHashSet();
        Unexpected = [.. site.Where(comment => comment.Right is null || !owners.Contains(comment.Right)).Select(comment => $"{comment}: no record accounts for it")];
    }

    /// <summary>Comments that arrived at the site, whatever it did with them.</summary>
    public int Attempted { get; }

    /// <summary>Records that know the site's id of their comment.</summary>
    public int Acknowledged { get; }

    /// <summary>Comments at the site.</summary>
    public int Posted { get; }

    /// <summary>Records whose comment another process has posted, or is to post.</summary>
    public int Skipped { get; }

    /// <summary>Records that were given up, with the reason.</summary>
    public IReadOnlyList<string> Failed { get; }

    /// <summary>Records that wait for a person, since it can't be told whether their comment is there.</summary>
    public IReadOnlyList<string> Unsure { get; }

    /// <summary>What was owed and has no end, and what was acknowledged and isn't there.</summary>
    public IReadOnlyList<string> Lost { get; }

    /// <summary>What is at the site more than once.</summary>
    public IReadOnlyList<string> Doubled { get; }

    /// <summary>What is at the site, and no record knows or fears it.</summary>
    public IReadOnlyList<string> Unexpected { get; }

    /// <summary>Nothing lost, nothing twice, nothing out of nowhere.</summary>
    public bool Holds => Lost.Count == 0 && Doubled.Count == 0 && Unexpected.Count == 0;

    /// <summary>What is wrong, and what was given up or is unsure, one a line.</summary>
    public IEnumerable<string> Details =>
        Few("lost", Lost).Concat(Few("doubled", Doubled)).Concat(Few("unexpected", Unexpected)).Concat(Few("failed", Failed)).Concat(Few("unsure", Unsure));

    private static List<string> Of(IEnumerable<SeenRecord> records, string status) =>
        [.. records.Where(record => record.Status == status).Select(record => $"{record.Right}: {record.Error}")];

    private static string Describe(IEnumerable<SeenRecord> records, Comment right) =>
        string.Join(", ", records.Where(record => record.Right == right).Select(record => $"{record.Id} {record.Status} {record.Error}").DefaultIfEmpty("no record"));

    private static IEnumerable<string> Few(string kind, IReadOnlyList<string> all) =>
        all.Take(Shown).Select(one => $"  {kind}: {one}").Concat(all.Count > Shown ? [$"  {kind}: {all.Count - Shown} more"] : []);
}
