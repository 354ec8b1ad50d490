using System.Data.Common;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Records;
using Pipeline.Hosting.Stages;
using Pipeline.Persistence.Ledger;
using Pipeline.SiteAccess;
using Pipeline.Sites;

namespace Pipeline.Preparation;

/// <summary>What became of an article: its version, and the records that may have it.</summary>
internal sealed record FetchedArticle(int? Version, IReadOnlyList<WantingRecord> Records)
{
    /// <summary>No text; what becomes of its records is written.</summary>
    public static FetchedArticle Nothing { get; } = new(null, []);
}

/// <summary>
/// Fetches one article, as the first of its records' accounts that may see it. What an account may not see is that
/// account's records' trouble alone: the next one asks, at a turn of its own.
/// </summary>
public sealed class ArticleFetcher(
    RecordLedger ledger, ArticleTexts texts, HostSlots hosts, SiteDoor door, StageTroubles troubles, TimeProvider clock)
{
    internal async Task<FetchedArticle> FetchAsync(WantedArticle article, Dictionary<Guid, AccountAccess> accounts, CancellationToken cancellationToken)
    {
        var left = article.Records.ToList();
        try
        {
            if (await FetchAsync(article, left, accounts, cancellationToken) is { Version: not null } fetched) return fetched;
        }
        catch (NotYetException notYet)
        {
            // The slot that was reserved for the article is still to be used.
            await troubles.PutBackAsync(left.Select(record => record.Claim), notYet.Delay, CancellationToken.None, slotsReserved: true);
        }
        catch (SiteSessionExpiredException)
        {
            await troubles.PutBackAsync(left.Select(record => record.Claim), TimeSpan.Zero, CancellationToken.None);
        }
        catch (Exception unwanted) when (unwanted is PermitRefusedException or OperationCanceledException)
        {
            await troubles.PutBackAsync(left.Select(record => record.Claim), TimeSpan.Zero, CancellationToken.None);
        }
        catch (Exception bug) when (bug is not DbException)
        {
            await WriteAsync(left, ErrorKind.Internal, $"{bug.GetType().Name}: {bug.Message}", null);
        }

        await texts.ReleaseAsync([article.Id], CancellationToken.None);
        return FetchedArticle.Nothing;
    }

    private async Task<FetchedArticle> FetchAsync(
        WantedArticle article, List<WantingRecord> left, Dictionary<Guid, AccountAccess> accounts, CancellationToken cancellationToken)
    {
        while (left.Count > 0)
        {
            var mine = left.Where(record => record.AccountId == left[0].AccountId).ToList();
            try
            {
                return new(await ReadAsync(article, mine, accounts, cancellationToken), left);
            }
            catch (SiteException own) when (own is not SiteSessionExpiredException)
            {
                await WriteAsync(mine, own.Kind, own.Message, own.RetryAfter);
                left.RemoveAll(mine.Contains);
                if (left.Count == 0 || await WaitAsync(left, own, accounts, cancellationToken)) break;
            }
        }

        return FetchedArticle.Nothing;
    }

    /// <summary>
    /// Whether the next account has to wait: for a site in trouble, which is no try of its own, or for the slot of its
    /// request. The records come back then.
    /// </summary>
    private async Task<bool> WaitAsync(
        List<WantingRecord> left, SiteException before, Dictionary<Guid, AccountAccess> accounts, CancellationToken cancellationToken)
    {
        var claims = left.Select(record => record.Claim);
        if (troubles.Again(before.Kind, 0, before.RetryAfter) is { } delay)
        {
            await troubles.PutBackAsync(claims, delay, CancellationToken.None);
            return true;
        }

        if (!accounts.TryGetValue(left[0].AccountId, out var next)) return false;
        var cost = door.CostsOf(next).Article;
        var reserved = await hosts.ReserveAheadAsync(next.Origin, cost, 1, new(left[0].Claim.ProcessId, RecordStatus.Discovered), cancellationToken);
        var wait = reserved.Until(cost);
        if (wait <= TimeSpan.Zero) return false;
        await ledger.AgainAsync(claims.Select(claim => new AgainRecord(claim.RecordId, claim.Fencing, wait, reserved.Holds(cost), null)), CancellationToken.None);
        return true;
    }

    private async Task<int> ReadAsync(
        WantedArticle article, List<WantingRecord> records, Dictionary<Guid, AccountAccess> accounts, CancellationToken cancellationToken)
    {
        if (!accounts.TryGetValue(records[0].AccountId, out var account))
            throw new SiteException(ErrorKind.Configuration, "The account of this record is gone.");
        var permit = new LedgerPermit(clock, token => ledger.MayAskAsync(records[0].Claim, token));
        var visit = await door.OpenAsync(account, permit, cancellationToken);
        SiteArticle read;
        try
        {
            read = await visit.Site.ReadArticleAsync(visit.Exchange, article.ExternalId, article.Author, cancellationToken);
        }
        catch (SiteSessionExpiredException)
        {
            await door.ExpiredAsync(visit, cancellationToken);
            throw;
        }

        return await texts.SaveAsync(
            new(article.Id, read.Title, read.Author, read.Category, read.Task, read.EditedAt, read.Content), CancellationToken.None);
    }

    private Task WriteAsync(List<WantingRecord> records, ErrorKind kind, string message, TimeSpan? retryAfter) => troubles.WriteAsync(
        records.Select(record => record.Claim), new RecordTrouble(Stage.Preparation, kind, message), retryAfter, CancellationToken.None);
}
