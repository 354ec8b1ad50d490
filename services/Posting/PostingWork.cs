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

    /// <summary>Reads a record; null: it is gone.</summary>
    internal static async Task<PostingWork?> LoadAsync(
        IDbContextFactory<PipelineDbContext> contexts, SiteDoor door, Guid recordId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var query = from record in context.Records
                    join article in context.Articles on record.ArticleId equals article.Id
                    join process in context.Processes on record.ProcessId equals process.Id
                    where record.Id == recordId
                    select new { record, article, process };
        if (await query.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not { } row) return null;
        var accounts = await door.FindAsync([row.record.AccountId], cancellationToken);
        return new(row.record, row.article, row.process, accounts.GetValueOrDefault(row.record.AccountId));
    }

    /// <summary>What the claim froze.</summary>
    internal static async Task<PostingAttempt> AttemptAsync(IDbContextFactory<PipelineDbContext> contexts, Guid recordId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.PostingAttempts.AsNoTracking().Where(attempt => attempt.RecordId == recordId)
            .OrderByDescending(attempt => attempt.Fencing).FirstAsync(cancellationToken);
    }
}
