using System.Data.Common;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Faults;
using Pipeline.Domain.Processes;
using Pipeline.Persistence.Ledger;
using Pipeline.Persistence.Processes;
using Pipeline.SiteAccess;
using Pipeline.Sites;

namespace Pipeline.Discovery;

/// <summary>
/// Finds what is new: each account reads the index for itself, filters say what is wanted, and whole articles are taken up
/// to the process's limit. One account's trouble is its own; a run fails when every account fails.
/// </summary>
public sealed partial class DiscoveryFinder(
    IndexReader reader, DiscoveryLedger ledger, JobLedger jobs, SiteDoor door, TimeProvider clock, ILogger<DiscoveryFinder> logger)
{
    /// <summary>Accounts of one run that are read as at once.</summary>
    private const int AccountsAtOnce = 8;

    internal async Task<List<MovedRecord>> FindAsync(StoredProcess work, JobClaim claim, RunWatch watch, CancellationToken cancellationToken)
    {
        var seen = await ReadAsync(work, claim, watch, cancellationToken);
        CrashPoints.Pass(CrashPoint.DiscoveryIndexRead);
        var (process, fetched) = (work.Process, seen.Sum(account => account.Entries.Count));
        var matched = seen.SelectMany(account => account.Entries.Where(entry => Matches(entry, process)).Select(entry => (account.Account, Entry: entry))).ToList();
        watch.Progress = watch.Progress with { Progress = 80, Message = "Saving what is new", Fetched = fetched, Matched = matched.Count };

        var wanted = matched.SelectMany(match => work.PromptTemplateIds.Select(prompt => new WantedRecord(match.Entry.ExternalId, match.Account, prompt))).ToList();
        var missing = await MissingAsync(process, wanted, cancellationToken);
        var taken = WholeArticles(missing, process.RecordsPerRun);
        var wantedIds = taken.Select(record => record.ExternalId).ToHashSet(StringComparer.Ordinal);
        var articles = matched.Select(match => match.Entry).Where(entry => wantedIds.Contains(entry.ExternalId)).DistinctBy(entry => entry.ExternalId).Select(Found).ToList();
        var added = await ledger.AddAsync(process.Id, process.SiteId, articles, taken, cancellationToken);
        CrashPoints.Pass(CrashPoint.DiscoveryRecordsAdded);
        watch.Progress = watch.Progress with { Progress = 100, Message = Summary(added.Count, missing.Count - taken.Count, seen), Saved = added.Count };
        return added;
    }

    private sealed record Seen(Guid Account, IReadOnlyList<IndexEntry> Entries, SiteException? Trouble);

    /// <summary>The accounts side by side: one that the site keeps waiting delays no other.</summary>
    private async Task<List<Seen>> ReadAsync(StoredProcess work, JobClaim claim, RunWatch watch, CancellationToken cancellationToken)
    {
        var accounts = await door.FindAsync([.. work.AccountIds], cancellationToken);
        using var room = new SemaphoreSlim(AccountsAtOnce);
        var (done, fetched) = (0, 0);
        var seen = await Task.WhenAll(work.AccountIds.Select(async accountId =>
        {
            await room.WaitAsync(cancellationToken);
            try
            {
                var one = await ReadAsync(work.Process, accountId, accounts, claim, cancellationToken);
                watch.Progress = Read(Interlocked.Increment(ref done), work.AccountIds.Count, Interlocked.Add(ref fetched, one.Entries.Count));
                return one;
            }
            finally
            {
                room.Release();
            }
        }));

        // Each account has its own trouble; one that may pass by itself makes the whole run worth another try.
        var troubles = seen.Select(one => one.Trouble).OfType<SiteException>().ToList();
        if (troubles.Count == seen.Length && troubles.Count > 0)
            throw troubles.FirstOrDefault(trouble => RetryPolicy.IsTransient(trouble.Kind)) ?? troubles[0];
        return [.. seen];
    }

    private async Task<Seen> ReadAsync(
        MonitoringProcess process, Guid accountId, Dictionary<Guid, AccountAccess> accounts, JobClaim claim, CancellationToken cancellationToken)
    {
        var permit = new LedgerPermit(clock, token => jobs.MayAskAsync(claim, token));
        try
        {
            return accounts.TryGetValue(accountId, out var account)
                ? new(accountId, await reader.ReadAsync(process, account, permit, cancellationToken), null)
                : throw new SiteException(ErrorKind.Configuration, "An account of this process is gone.");
        }
        catch (SiteException own)
        {
            return new(accountId, [], own);
        }
        catch (Exception bug) when (bug is not (OperationCanceledException or PermitRefusedException or DbException))
        {
            Log.Bug(logger, bug, accountId);
            return new(accountId, [], new(ErrorKind.Internal, $"{bug.GetType().Name}: {bug.Message}", bug));
        }
    }

    private static JobProgress Read(int accounts, int of, int fetched) =>
        new(80 * accounts / of, $"Read as {accounts} of {of} accounts", fetched, 0, 0);

    /// <summary>What isn't there yet, in the order in which it was found.</summary>
    private async Task<List<WantedRecord>> MissingAsync(MonitoringProcess process, List<WantedRecord> wanted, CancellationToken cancellationToken)
    {
        var missing = (await ledger.MissingAsync(process.Id, process.SiteId, wanted, cancellationToken)).ToHashSet();
        return [.. wanted.Where(missing.Contains)];
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

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Reading as account {AccountId} failed in a way nobody thought of")]
        public static partial void Bug(ILogger logger, Exception exception, Guid accountId);
    }
}
