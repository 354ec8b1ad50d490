using Microsoft.EntityFrameworkCore;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Preparation;

/// <summary>An article whose text is wanted, with the records that want it.</summary>
internal sealed record WantedArticle(Guid Id, string ExternalId, string? Author, int LatestVersion, IReadOnlyList<WantingRecord> Records);

/// <summary>A record that waits for the text, as its account.</summary>
internal sealed record WantingRecord(RecordClaim Claim, Guid AccountId);

/// <summary>Reads what the claimed records want.</summary>
internal static class PreparationWork
{
    public static async Task<List<WantedArticle>> LoadAsync(
        IDbContextFactory<PipelineDbContext> contexts, IReadOnlyCollection<RecordClaim> claims, CancellationToken cancellationToken)
    {
        var byId = claims.ToDictionary(claim => claim.RecordId);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var query = from record in context.Records.Where(record => byId.Keys.Contains(record.Id)).Take(byId.Count) // By id first, whatever is joined.
                    join article in context.Articles on record.ArticleId equals article.Id
                    orderby record.Id
                    select new { record.Id, record.AccountId, article };
        var rows = await query.AsNoTracking().ToListAsync(cancellationToken);
        return [.. rows.GroupBy(row => row.article.Id).Select(group => new WantedArticle(
            group.Key, group.First().article.ExternalId, group.First().article.Author, group.First().article.LatestVersion,
            [.. group.Select(row => new WantingRecord(byId[row.Id], row.AccountId))]))];
    }
}
