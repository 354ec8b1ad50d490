using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Articles;
using Pipeline.Domain.Processes;
using Pipeline.Domain.Records;
using Pipeline.Persistence;
using Pipeline.SiteAccess;

namespace Pipeline.Posting;

/// <summary>A record as Posting sees it before it claims anything.</summary>
public sealed record PostingWork(ArticleRecord Record, Article Article, MonitoringProcess Process, AccountAccess? Account)
{
    /// <summary>Whether it goes out now: approved by a person, or by itself.</summary>
    public bool MayGoOut => Record.ApprovedAt is not null || (Record.AutoPost && !Process.GenerateOnly && Process.Status == ProcessStatus.Running);

    /// <summary>Reads the records of a message, those that are gone left out.</summary>
    internal static async Task<List<PostingWork>> LoadAsync(
        IDbContextFactory<PipelineDbContext> contexts, SiteDoor door, IReadOnlyCollection<Guid> recordIds, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var query = from record in context.Records
                    join article in context.Articles on record.ArticleId equals article.Id
                    join process in context.Processes on record.ProcessId equals process.Id
                    where recordIds.Contains(record.Id)
                    orderby record.Id
                    select new { record, article, process };
        var rows = await query.AsNoTracking().ToListAsync(cancellationToken);
        var accounts = await door.FindAsync([.. rows.Select(row => row.record.AccountId).Distinct()], cancellationToken);
        return [.. rows.Select(row => new PostingWork(row.record, row.article, row.process, accounts.GetValueOrDefault(row.record.AccountId)))];
    }

    /// <summary>What the claim froze.</summary>
    internal static async Task<PostingAttempt> AttemptAsync(IDbContextFactory<PipelineDbContext> contexts, Guid recordId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.PostingAttempts.AsNoTracking().Where(attempt => attempt.RecordId == recordId)
            .OrderByDescending(attempt => attempt.Fencing).FirstAsync(cancellationToken);
    }
}
