using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Pipeline.Domain.Records;
using Pipeline.Hosting.Stages;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;
using Pipeline.SiteAccess;

namespace Pipeline.Preparation;

/// <summary>
/// Gives claimed records their texts: one that is there already costs nothing, one that isn't is fetched once, at the turn
/// that is reserved for it at its host.
/// </summary>
public sealed class ArticlePreparer(
    RecordLedger ledger, ArticleTexts texts, HostSlots hosts, SiteDoor door, ArticleFetcher fetcher, StageBells bells,
    StageTroubles troubles, IDbContextFactory<PipelineDbContext> contexts, IOptions<PreparationOptions> options)
{
    /// <summary>How soon to look again for a text that another worker is fetching.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    public async Task PrepareAsync(Guid processId, IReadOnlyCollection<RecordClaim> claims, CancellationToken cancellationToken)
    {
        var articles = await PreparationWork.LoadAsync(contexts, claims, cancellationToken);
        var there = articles.Where(article => article.LatestVersion > 0).ToList();
        await DoneAsync(processId, there.SelectMany(article => article.Records.Select(record => (record.Claim, article.LatestVersion))), cancellationToken);

        var mine = await LeaseAsync(articles.Except(there).ToList(), cancellationToken);
        var accounts = await door.FindAsync([.. mine.SelectMany(article => article.Records).Select(record => record.AccountId).Distinct()], cancellationToken);
        var due = await ReserveAsync(mine, accounts, cancellationToken);
        await Parallel.ForEachAsync(
            due, new ParallelOptions { MaxDegreeOfParallelism = options.Value.ArticlesAtOnce, CancellationToken = cancellationToken },
            async (article, token) =>
            {
                if (await fetcher.FetchAsync(article, accounts, token) is var fetched && fetched.Version is { } version)
                    await DoneAsync(processId, fetched.Records.Select(record => (record.Claim, version)), CancellationToken.None);
            });
    }

    private async Task DoneAsync(Guid processId, IEnumerable<(RecordClaim Claim, int Version)> records, CancellationToken cancellationToken)
    {
        var prepared = records.Select(record => new PreparedRecord(record.Claim.RecordId, record.Claim.Fencing, record.Version)).ToList();
        if (prepared.Count == 0) return;
        await bells.RingAsync(await ledger.PreparedAsync(processId, prepared, cancellationToken), cancellationToken);
    }

    /// <summary>The articles that this worker is to fetch; the others' records come again soon.</summary>
    private async Task<List<WantedArticle>> LeaseAsync(List<WantedArticle> articles, CancellationToken cancellationToken)
    {
        if (articles.Count == 0) return [];
        var leased = await texts.LeaseAsync(articles.Select(article => article.Id), cancellationToken);
        var others = articles.Where(article => !leased.Contains(article.Id)).SelectMany(article => article.Records).ToList();
        if (others.Count > 0) await troubles.PutBackAsync(others.Select(record => record.Claim), LookAgain, cancellationToken);
        return [.. articles.Where(article => leased.Contains(article.Id))];
    }

    /// <summary>
    /// The articles whose turn it is; the others' records come back at theirs, once, with it reserved. What lies beyond the
    /// horizon comes back about when its turn would be, one after the other, and asks then.
    /// </summary>
    private async Task<List<WantedArticle>> ReserveAsync(
        List<WantedArticle> articles, Dictionary<Guid, AccountAccess> accounts, CancellationToken cancellationToken)
    {
        var due = articles.Where(article => article.Records.Any(record => record.Claim.SlotsReserved)).ToList();
        foreach (var host in articles.Except(due).GroupBy(article => accounts.GetValueOrDefault(article.Records[0].AccountId)))
        {
            if (host.Key is null)
            {
                due.AddRange(host);
                continue;
            }

            var (waiting, cost) = (host.ToList(), door.CostsOf(host.Key).Article);
            var reserved = await hosts.ReserveAheadAsync(host.Key.Origin, cost, waiting.Count, new(waiting[0].Records[0].Claim.ProcessId, RecordStatus.Discovered), cancellationToken);
            var turns = waiting.Select((article, i) => (Article: article, Wait: reserved.Until((i + 1) * cost), Reserved: reserved.Holds((i + 1) * cost))).ToList();
            due.AddRange(turns.Where(turn => turn.Wait <= TimeSpan.Zero).Select(turn => turn.Article));
            await ComeBackAsync([.. turns.Where(turn => turn.Wait > TimeSpan.Zero)], cancellationToken);
        }

        return due;
    }

    private async Task ComeBackAsync(List<(WantedArticle Article, TimeSpan Wait, bool Reserved)> turns, CancellationToken cancellationToken)
    {
        if (turns.Count == 0) return;
        await texts.ReleaseAsync(turns.Select(turn => turn.Article.Id), cancellationToken);
        await ledger.AgainAsync(
            from turn in turns
            from record in turn.Article.Records
            select new AgainRecord(record.Claim.RecordId, record.Claim.Fencing, turn.Wait, turn.Reserved, null),
            cancellationToken);
    }
}
