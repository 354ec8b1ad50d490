using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Articles;
using Pipeline.Domain.Records;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Dashboard.Records;

/// <summary>Reads one record for its screen. Each question names the owner: nobody sees what isn't theirs.</summary>
public sealed class RecordDetailsReader(IDbContextFactory<PipelineDbContext> contexts, PipelineCounts counts)
{
    /// <summary>At most so many lines of a timeline, the latest.</summary>
    private const int MaxMoves = 50;

    /// <summary>The record; null: not there, or not theirs.</summary>
    public async Task<RecordDetails?> ReadAsync(Guid ownerId, Guid recordId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await (
            from record in context.Records.AsNoTracking()
            where record.Id == recordId && record.OwnerId == ownerId
            join process in context.Processes on record.ProcessId equals process.Id
            join site in context.Sites on record.SiteId equals site.Id
            join article in context.Articles on record.ArticleId equals article.Id
            join owned in context.Accounts on record.AccountId equals owned.Id into accounts
            from account in accounts.DefaultIfEmpty()
            join written in context.PromptTemplates on record.PromptTemplateId equals written.Id into prompts
            from prompt in prompts.DefaultIfEmpty()
            select new
            {
                Record = record,
                process.GenerateOnly,
                ProcessName = process.Name,
                SiteName = site.Name,
                Article = article,
                Account = (string?)account.DisplayName,
                Prompt = (string?)prompt.Name,
                Slot = context.PostingSlots.FirstOrDefault(slot => slot.RecordId == record.Id && slot.SiteCommentId != null),
            }).SingleOrDefaultAsync(cancellationToken);
        if (row is null) return null;
        var (found, status) = (row.Record, row.Record.Status);
        return new(
            found.Id, found.ProcessId, row.ProcessName, row.SiteName, row.Account, row.Prompt, found.PromptVersion,
            status, found.ApprovedAt, status == RecordStatus.Generated && found.ApprovedAt is null && (!found.AutoPost || row.GenerateOnly),
            found.NotBefore, found.Tries, row.Slot?.SiteCommentId, row.Slot?.SiteCommentUrl,
            await ArticleAsync(context, row.Article, found.ArticleVersion, cancellationToken), await CommentAsync(context, found, cancellationToken),
            await ErrorAsync(context, recordId, cancellationToken), await MovesAsync(context, recordId, cancellationToken),
            await NeighboursAsync(context, found, cancellationToken));
    }

    private static async Task<ArticleDetails> ArticleAsync(PipelineDbContext context, Article article, int? version, CancellationToken cancellationToken)
    {
        var wanted = version ?? article.LatestVersion;
        var text = await context.ArticleVersions.Where(v => v.ArticleId == article.Id && v.Version == wanted).Select(v => v.Content).SingleOrDefaultAsync(cancellationToken);
        var paragraphs = (text ?? "").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new(article.ExternalId, article.Url, article.Title, article.Author, article.Category, article.Task, article.EditedAt, paragraphs);
    }

    private static Task<CommentDetails?> CommentAsync(PipelineDbContext context, ArticleRecord record, CancellationToken cancellationToken) =>
        context.RecordComments.Where(comment => comment.RecordId == record.Id && comment.Revision == record.CommentRevision)
            .Select(comment => new CommentDetails(
                comment.Text, comment.Revision, comment.Provider, comment.Model, comment.InputTokens, comment.OutputTokens, comment.Duration, comment.CreatedAt))
            .SingleOrDefaultAsync(cancellationToken);

    private static Task<ErrorDetails?> ErrorAsync(PipelineDbContext context, Guid recordId, CancellationToken cancellationToken) =>
        context.RecordErrors.Where(error => error.RecordId == recordId)
            .Select(error => new ErrorDetails(error.Stage, error.Kind, error.Message, error.At)).SingleOrDefaultAsync(cancellationToken);

    private static async Task<List<MoveDetails>> MovesAsync(PipelineDbContext context, Guid recordId, CancellationToken cancellationToken)
    {
        var moves = await context.RecordMoves.AsNoTracking().Where(move => move.RecordId == recordId).OrderByDescending(move => move.Id).Take(MaxMoves).ToListAsync(cancellationToken);
        var people = moves.Select(move => RecordWords.PersonOf(move.By)).OfType<Guid>().Distinct().ToList();
        var names = people.Count == 0 ? [] : await context.Users.Where(user => people.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.Email, cancellationToken);
        return [.. moves.Select(move => new MoveDetails(
            move.Id, move.From, move.To, move.At, move.By, RecordWords.PersonOf(move.By) is { } person ? names.GetValueOrDefault(person) : null, move.Note))];
    }

    private async Task<ReviewNeighbours> NeighboursAsync(PipelineDbContext context, ArticleRecord record, CancellationToken cancellationToken)
    {
        var awaiting = context.Records.Where(other => other.ProcessId == record.ProcessId).Where(AwaitingApproval.In(context));
        var newer = await awaiting.Where(other => other.Id > record.Id).OrderBy(other => other.Id).Select(other => (Guid?)other.Id).FirstOrDefaultAsync(cancellationToken);
        var older = await awaiting.Where(other => other.Id < record.Id).OrderByDescending(other => other.Id).Select(other => (Guid?)other.Id).FirstOrDefaultAsync(cancellationToken);
        return new(newer, older, (await counts.OfAsync(record.ProcessId, cancellationToken)).AwaitingApproval);
    }
}
