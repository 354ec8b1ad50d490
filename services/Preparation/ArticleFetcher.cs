using System.Data.Common;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Records;
using Pipeline.Hosting.Stages;
using Pipeline.Persistence.Ledger;
using Pipeline.SiteAccess;
using Pipeline.Sites;

namespace Pipeline.Preparation;

/// <summary>What became of an article: its version, and the records that may have it.</summary>
internal sealed record FetchedArticle(int? Version, IReadOnlyList<WantingRecord> Records);

/// <summary>
/// Fetches one article, as the first of its records' accounts that may see it. What an account may not see is that
/// account's records' trouble alone.
/// </summary>
public sealed class ArticleFetcher(RecordLedger ledger, ArticleTexts texts, SiteDoor door, StageTroubles troubles, TimeProvider clock)
{
    internal async Task<FetchedArticle> FetchAsync(WantedArticle article, Dictionary<Guid, AccountAccess> accounts, CancellationToken cancellationToken)
    {
        var left = article.Records.ToList();
        try
        {
            while (left.Count > 0)
            {
                var mine = left.Where(record => record.AccountId == left[0].AccountId).ToList();
                try
                {
                    return new(await ReadAsync(article, mine, accounts, cancellationToken), left);
                }
                catch (SiteException own) when (own is { Kind: ErrorKind.Auth or ErrorKind.Forbidden or ErrorKind.Configuration })
                {
                    await WriteAsync(mine, own.Kind, own.Message, null);
                    left.RemoveAll(mine.Contains);
                }
            }
        }
        catch (SiteException failed)
        {
            await WriteAsync(left, failed.Kind, failed.Message, failed.RetryAfter);
        }
        catch (NotYetException notYet)
        {
            await troubles.PutBackAsync(left.Select(record => record.Claim), notYet.Delay, CancellationToken.None);
        }
        catch (PermitRefusedException)
        {
            await troubles.PutBackAsync(left.Select(record => record.Claim), TimeSpan.Zero, CancellationToken.None);
        }

        catch (Exception bug) when (bug is not (DbException or OperationCanceledException))
        {
            await WriteAsync(left, ErrorKind.Internal, $"{bug.GetType().Name}: {bug.Message}", null);
        }

        await texts.ReleaseAsync([article.Id], CancellationToken.None);
        return new(null, []);
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
            throw new NotYetException(TimeSpan.Zero, "The session is dead: a login follows.");
        }

        return await texts.SaveAsync(
            new(article.Id, read.Title, read.Author, read.Category, read.Task, read.EditedAt, read.Content), CancellationToken.None);
    }

    private Task WriteAsync(List<WantingRecord> records, ErrorKind kind, string message, TimeSpan? retryAfter) => troubles.WriteAsync(
        records.Select(record => record.Claim), new RecordTrouble(Stage.Preparation, kind, message), retryAfter, CancellationToken.None);
}
