using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Prompts;
using Pipeline.Domain.Providers;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Generation;

/// <summary>What one comment is made of.</summary>
internal sealed record GenerationWork(LlmProvider Provider, PromptVersion Prompt, PromptArticle Article, Guid AccountId);

/// <summary>Reads what comments are made of, for all messages that come at the same moment together: the prompt in its present version, the text in the record's.</summary>
public sealed class GenerationWorks
{
    private readonly IDbContextFactory<PipelineDbContext> _contexts;
    private readonly Gathering<(Guid RecordId, GenerationWork Work)> _works;

    /// <summary>Reads from a database.</summary>
    public GenerationWorks(IDbContextFactory<PipelineDbContext> contexts, LedgerDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        (_contexts, _works) = (contexts, database.GatherById(ReadAsync));
    }

    /// <summary>By record; one whose prompt, provider or text is gone is left out.</summary>
    internal async Task<Dictionary<Guid, GenerationWork>> LoadAsync(IEnumerable<RecordClaim> claims, CancellationToken cancellationToken)
    {
        var works = await _works.AskAsync([.. claims.Select(claim => new AskedRow(claim.RecordId))], cancellationToken);
        return works.ToDictionary(work => work.RecordId, work => work.Work);
    }

    private async Task<List<(object, (Guid, GenerationWork))>> ReadAsync(IReadOnlyList<Guid> recordIds)
    {
        await using var context = await _contexts.CreateDbContextAsync();
        var query = from record in context.Records.Where(record => recordIds.Contains(record.Id)).Take(recordIds.Count) // By id first, whatever is joined.
                    join article in context.Articles on record.ArticleId equals article.Id
                    join text in context.ArticleVersions on new { record.ArticleId, Version = record.ArticleVersion ?? article.LatestVersion } equals new { text.ArticleId, text.Version }
                    join process in context.Processes on record.ProcessId equals process.Id
                    join provider in context.LlmProviders on process.LlmProviderId equals provider.Id
                    join template in context.PromptTemplates on record.PromptTemplateId equals template.Id
                    join prompt in context.PromptVersions on new { TemplateId = template.Id, template.Version } equals new { prompt.TemplateId, prompt.Version }
                    select new { record.Id, record.AccountId, article, text.Content, provider, prompt };
        var rows = await query.AsNoTracking().ToListAsync();
        return [.. rows.Select(row => ((object)row.Id, (row.Id, new GenerationWork(row.provider, row.prompt, About(row.article, row.Content), row.AccountId))))];
    }

    private static PromptArticle About(Domain.Articles.Article article, string content) => new(
        article.Id, article.Title, article.Author, content, article.Category, article.Task, article.Url, article.PublishedAt, article.EditedAt);
}
