using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Articles;
using Pipeline.Domain.Processes;
using Pipeline.Domain.Records;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;
using Pipeline.SiteAccess;

namespace Pipeline.Posting;

/// <summary>A record as Posting sees it before it claims anything.</summary>
public sealed record PostingWork(ArticleRecord Record, Article Article, MonitoringProcess Process, AccountAccess? Account)
{
    /// <summary>Whether it goes out now: approved by a person, or by itself.</summary>
    public bool MayGoOut => Record.ApprovedAt is not null || (Record.AutoPost && !Process.GenerateOnly && Process.Status == ProcessStatus.Running);
}

/// <summary>Reads what is to be posted, for all messages that come at the same moment together.</summary>
public sealed class PostingWorks
{
    private readonly IDbContextFactory<PipelineDbContext> _contexts;
    private readonly SiteDoor _door;
    private readonly Gathering<PostingWork> _works;

    /// <summary>Reads from a database, the accounts through a door.</summary>
    public PostingWorks(IDbContextFactory<PipelineDbContext> contexts, SiteDoor door, LedgerDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        (_contexts, _door, _works) = (contexts, door, database.GatherById(ReadAsync));
    }

    /// <summary>The records of a message, in the order of their ids, those that are gone left out.</summary>
    internal Task<List<PostingWork>> LoadAsync(IReadOnlyCollection<Guid> recordIds, CancellationToken cancellationToken) =>
        _works.AskAsync([.. recordIds.Distinct().Order().Select(id => new AskedRow(id))], cancellationToken);

    private async Task<List<(object, PostingWork)>> ReadAsync(IReadOnlyList<Guid> recordIds)
    {
        await using var context = await _contexts.CreateDbContextAsync();
        var query = from record in context.Records.Where(record => recordIds.Contains(record.Id)).Take(recordIds.Count) // By id first, whatever is joined.
                    join article in context.Articles on record.ArticleId equals article.Id
                    join process in context.Processes on record.ProcessId equals process.Id
                    select new { record, article, process };
        var rows = await query.AsNoTracking().ToListAsync();
        var accounts = await _door.FindAsync([.. rows.Select(row => row.record.AccountId).Distinct()], CancellationToken.None);
        return [.. rows.Select(row => ((object)row.record.Id, new PostingWork(row.record, row.article, row.process, accounts.GetValueOrDefault(row.record.AccountId))))];
    }
}
