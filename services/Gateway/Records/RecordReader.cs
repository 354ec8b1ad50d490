using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Records;
using Pipeline.Gateway.Api;
using Pipeline.Gateway.Identity;
using Pipeline.Persistence;

namespace Pipeline.Gateway.Records;

/// <summary>Reads records as clients see them.</summary>
internal sealed class RecordReader(IDbContextFactory<PipelineDbContext> contexts)
{
    /// <summary>One page of the caller's records.</summary>
    public async Task<ListAnswer<RecordListItem>> ListAsync(Caller caller, RecordFilter filter, Page<Guid> page, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var (records, next) = await page.ReadAsync(filter.Apply(context.Records.AsNoTracking().OwnedBy(caller), context), cancellationToken);
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
}
