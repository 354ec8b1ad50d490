using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Records;
using Pipeline.Gateway.Api;
using Pipeline.Gateway.Identity;
using Pipeline.Persistence;

namespace Pipeline.Gateway.Records;

/// <summary>Reads records as clients see them.</summary>
internal sealed class RecordReader(IDbContextFactory<PipelineDbContext> contexts)
{
    /// <summary>How many records are looked into for words before all are.</summary>
    private const int Glance = 1_000;

    /// <summary>One page of the caller's records.</summary>
    public async Task<ListAnswer<RecordListItem>> ListAsync(Caller caller, RecordFilter filter, Page<Guid> page, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var (records, next) = await PageAsync(context, caller, filter, page, cancellationToken);
        var parts = await RecordParts.OfAsync(context, records, cancellationToken);
        return new ListAnswer<RecordListItem>([.. records.Select(parts.Item)], next);
    }

    /// <summary>One of the caller's records, with everything.</summary>
    /// <exception cref="ApiException">404: it isn't theirs, or not there.</exception>
    public async Task<RecordDetails> GetAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var record = await context.Records.AsNoTracking().OwnedBy(caller).SingleOrDefaultAsync(candidate => candidate.Id == id, cancellationToken)
            ?? throw ApiException.NotFound("article record", id);
        var item = (await RecordParts.OfAsync(context, [record], cancellationToken)).Item(record);
        var history = await context.RecordComments.AsNoTracking().Where(comment => comment.RecordId == id).OrderBy(comment => comment.Revision).ToListAsync(cancellationToken);
        var content = await context.ArticleVersions.Where(version => version.ArticleId == record.ArticleId && version.Version == item.Article.Version)
            .Select(version => version.Content).SingleOrDefaultAsync(cancellationToken);
        return new RecordDetails(item, content, history);
    }

    /// <summary>No index finds words: who looks for frequent ones finds a page of them among the next records, without reading all of them.</summary>
    private static async Task<(List<ArticleRecord> Records, string? Next)> PageAsync(
        PipelineDbContext context, Caller caller, RecordFilter filter, Page<Guid> page, CancellationToken cancellationToken)
    {
        var owned = context.Records.AsNoTracking().OwnedBy(caller);
        if (filter.Words.Count > 0)
        {
            var near = page.Ordered(filter.ApplyColumns(owned, context)).Take(Glance);
            var glanced = await page.ReadAsync(filter.ApplyWords(near, context), cancellationToken);
            if (glanced.NextCursor is not null) return glanced;
        }

        return await page.ReadAsync(filter.Apply(owned, context), cancellationToken);
    }
}
