using Pipeline.Domain.Errors;
using Pipeline.Domain.Processes;
using Pipeline.Persistence.Ledger;
using Pipeline.SiteAccess;
using Pipeline.Sites;

namespace Pipeline.Discovery;

/// <summary>
/// Reads the index as one account: one request per chosen category × task, each at the turn that is reserved for it. What
/// an account sees here is what it may comment on.
/// </summary>
public sealed class IndexReader(SiteDoor door, HostSlots hosts, TimeProvider clock)
{
    internal async Task<List<IndexEntry>> ReadAsync(MonitoringProcess process, AccountAccess account, IRequestPermit permit, CancellationToken cancellationToken)
    {
        while (true)
        {
            var visit = await OpenAsync(account, permit, cancellationToken);
            try
            {
                return await ReadAsync(process, visit, cancellationToken);
            }
            catch (SiteSessionExpiredException)
            {
                await door.ExpiredAsync(visit, cancellationToken);
            }
        }
    }

    private async Task<List<IndexEntry>> ReadAsync(MonitoringProcess process, SiteVisit visit, CancellationToken cancellationToken)
    {
        var entries = new Dictionary<string, IndexEntry>(StringComparer.Ordinal);
        foreach (var query in Queries(process))
        {
            var reserved = await hosts.ReserveAsync(visit.Account.Origin, visit.Site.Costs.Index, cancellationToken);
            if (reserved.Wait > TimeSpan.Zero) await Task.Delay(reserved.Wait, clock, cancellationToken);
            var index = await visit.Site.ReadIndexAsync(visit.Exchange, query, cancellationToken);
            foreach (var entry in index.Entries) entries.TryAdd(entry.ExternalId, entry);
        }

        return [.. entries.Values];
    }

    /// <summary>Another worker may be logging in: its session is worth the wait.</summary>
    private async Task<SiteVisit> OpenAsync(AccountAccess account, IRequestPermit permit, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await door.OpenAsync(account, permit, cancellationToken);
            }
            catch (NotYetException notYet)
            {
                await Task.Delay(notYet.Delay, clock, cancellationToken);
            }
        }
    }

    private static IEnumerable<IndexQuery> Queries(MonitoringProcess process)
    {
        var tab = process.Tab ?? throw new SiteException(ErrorKind.Configuration, "The process names no tab: set filters.tab.");
        return from category in Chosen(process.Categories)
               from task in Chosen(process.Tasks)
               select new IndexQuery(tab, category, task);
    }

    private static IEnumerable<int?> Chosen(List<int> numbers) => numbers.Count == 0 ? [null] : numbers.Select(number => (int?)number);
}
