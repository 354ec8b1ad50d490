using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Records;
using Pipeline.Persistence;

namespace Pipeline.Gateway.Dashboard.Records;

/// <summary>Reads lists of records for the screens. Each question names the owner: nobody sees what isn't theirs.</summary>
public sealed class RecordLists(IDbContextFactory<PipelineDbContext> contexts)
{
    /// <summary>Records on one page.</summary>
    public const int PageSize = 25;

    /// <summary>One page of a process's records, the newest first.</summary>
    /// <param name="ownerId">Who looks.</param>
    /// <param name="processId">The process.</param>
    /// <param name="filter">Which records.</param>
    /// <param name="before">Only records older than this one; null: from the newest.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task<RecordPage> PageAsync(Guid ownerId, Guid processId, RecordFilter filter, Guid? before, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var records = Newest(context, ownerId, processId, filter, before).OrderByDescending(record => record.Id).Take(PageSize + 1);
        var rows = await (
            from record in records
            join process in context.Processes on record.ProcessId equals process.Id
            join article in context.Articles on record.ArticleId equals article.Id
            join owned in context.Accounts on record.AccountId equals owned.Id into accounts
            from account in accounts.DefaultIfEmpty()
            join written in context.PromptTemplates on record.PromptTemplateId equals written.Id into prompts
            from prompt in prompts.DefaultIfEmpty()
            orderby record.Id descending
            select new RecordSummary(
                record.Id, article.Title, article.Author, (string?)account.DisplayName, (string?)prompt.Name, record.Status, record.ApprovedAt != null,
                record.Status == RecordStatus.Generated && record.ApprovedAt == null && (!record.AutoPost || process.GenerateOnly),
                record.ErrorKind, record.NotBefore, record.UpdatedAt)).ToListAsync(cancellationToken);
        return new([.. rows.Take(PageSize)], rows.Count > PageSize);
    }

    /// <summary>
    /// The newest of each status, put together: each part is a short walk along the index (process, status, id), however
    /// many records the process has.
    /// </summary>
    private static IQueryable<ArticleRecord> Newest(PipelineDbContext context, Guid ownerId, Guid processId, RecordFilter filter, Guid? before) =>
        filter.Statuses().Select(status => Of(context, ownerId, processId, status, filter, before)).Aggregate((some, more) => some.Concat(more));

    private static IQueryable<ArticleRecord> Of(
        PipelineDbContext context, Guid ownerId, Guid processId, RecordStatus status, RecordFilter filter, Guid? before)
    {
        var records = context.Records.AsNoTracking().Where(record => record.OwnerId == ownerId && record.ProcessId == processId && record.Status == status);
        if (filter == RecordFilter.Awaiting) records = records.Where(AwaitingApproval.In(context));
        if (before is { } cursor) records = records.Where(record => record.Id < cursor);
        return records.OrderByDescending(record => record.Id).Take(PageSize + 1);
    }
}
