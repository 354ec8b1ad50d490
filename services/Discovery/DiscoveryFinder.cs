using Pipeline.Domain.Errors;
using Pipeline.Domain.Processes;
using Pipeline.Persistence.Ledger;
using Pipeline.SiteAccess;
using Pipeline.Sites;

namespace Pipeline.Discovery;

/// <summary>
/// Finds what is new: each account reads the index for itself, filters say what is wanted, and whole articles are taken up
/// to the process's limit. One account's trouble is its own; a run fails when every account fails.
/// </summary>
public sealed class DiscoveryFinder(IndexReader reader, DiscoveryLedger ledger, JobLedger jobs, SiteDoor door, TimeProvider clock)
{
    internal async Task<List<MovedRecord>> FindAsync(DiscoveryWork work, JobClaim claim, RunWatch watch, CancellationToken cancellationToken)
    {
        var seen = await ReadAsync(work, claim, watch, cancellationToken);
        var (process, fetched) = (work.Process, seen.Sum(account => account.Entries.Count));
        var matched = seen.SelectMany(account => account.Entries.Where(entry => Matches(entry, process)).Select(entry => (account.Account, Entry: entry))).ToList();
        watch.Progress = watch.Progress with { Progress = 80, Message = "Saving what is new", Fetched = fetched, Matched = matched.Count };

        var wanted = matched.SelectMany(match => work.PromptIds.Select(prompt => new WantedRecord(match.Entry.ExternalId, match.Account, prompt))).ToList();
        var missing = await ledger.MissingAsync(process.Id, process.SiteId, wanted, cancellationToken);
        var taken = WholeArticles(missing, process.RecordsPerRun);
        var articles = matched.Select(match => match.Entry).DistinctBy(entry => entry.ExternalId)
            .Where(entry => taken.Any(record => record.ExternalId == entry.ExternalId)).Select(Found).ToList();
        var added = await ledger.AddAsync(process.Id, process.SiteId, articles, taken, cancellationToken);
        watch.Progress = watch.Progress with { Progress = 100, Message = Summary(added.Count, missing.Count - taken.Count, seen), Saved = added.Count };
        return added;
    }

    private sealed record Seen(Guid Account, IReadOnlyList<IndexEntry> Entries, SiteException? Trouble);

    private async Task<List<Seen>> ReadAsync(DiscoveryWork work, JobClaim claim, RunWatch watch, CancellationToken cancellationToken)
    {
        var permit = new LedgerPermit(clock, token => jobs.MayAskAsync(claim, token));
        var accounts = await door.FindAsync([.. work.AccountIds], cancellationToken);
        var seen = new List<Seen>();
        foreach (var accountId in work.AccountIds)
        {
            watch.Progress = watch.Progress with
            {
                Progress = 80 * seen.Count / work.AccountIds.Count,
                Message = $"Reading as account {seen.Count + 1} of {work.AccountIds.Count}",
                Fetched = seen.Sum(one => one.Entries.Count),
            };
            try
            {
                seen.Add(new(accountId, await reader.ReadAsync(work.Process, accounts[accountId], permit, cancellationToken), null));
            }
            catch (SiteException own)
            {
                seen.Add(new(accountId, [], own));
            }
        }

        // Each account has its own trouble; one that may pass by itself makes the whole run worth another try.
        var troubles = seen.Select(one => one.Trouble).OfType<SiteException>().ToList();
        if (troubles.Count == seen.Count && troubles.Count > 0)
            throw troubles.FirstOrDefault(trouble => RetryPolicy.IsTransient(trouble.Kind)) ?? troubles[0];
        return seen;
    }

    private static bool Matches(IndexEntry entry, MonitoringProcess process) =>
        process.TitleContains is not { Length: > 0 } text || entry.Title.Contains(text, StringComparison.CurrentCultureIgnoreCase);

    /// <summary>As many whole articles as the limit has room for, in the index's order; what is left comes with the next run.</summary>
    private static List<WantedRecord> WholeArticles(List<WantedRecord> missing, int? limit)
    {
        var taken = new List<WantedRecord>();
        foreach (var article in missing.GroupBy(record => record.ExternalId))
        {
            if (taken.Count + article.Count() > limit) break;
            taken.AddRange(article);
        }

        return taken;
    }

    private static FoundArticle Found(IndexEntry entry) =>
        new(entry.ExternalId, entry.Url.AbsoluteUri, entry.Title, entry.Author, entry.EditedOn?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));

    private static string Summary(int added, int left, List<Seen> seen)
    {
        var parts = new List<string> { $"{added} new records" };
        if (left > 0) parts.Add($"{left} left for the next run");
        parts.AddRange(seen.Where(one => one.Trouble is not null).Select(one => $"an account failed: {one.Trouble!.Message}"));
        return string.Join("; ", parts);
    }
}
