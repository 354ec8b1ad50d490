using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Prompts;
using Pipeline.Domain.Providers;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Generation;

/// <summary>What one comment is made of.</summary>
internal sealed record GenerationWork(RecordClaim Claim, LlmProvider Provider, PromptVersion Prompt, PromptArticle Article, Guid AccountId)
{
    /// <summary>Reads it for all claims at once: the prompt in its present version, the text in the record's.</summary>
    public static async Task<List<GenerationWork>> LoadAsync(
        IDbContextFactory<PipelineDbContext> contexts, IReadOnlyCollection<RecordClaim> claims, CancellationToken cancellationToken)
    {
        var byId = claims.ToDictionary(claim => claim.RecordId);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var query = from record in context.Records
                    join article in context.Articles on record.ArticleId equals article.Id
                    join text in context.ArticleVersions on new { record.ArticleId, Version = record.ArticleVersion ?? article.LatestVersion } equals new { text.ArticleId, text.Version }
                    join process in context.Processes on record.ProcessId equals process.Id
                    join provider in context.LlmProviders on process.LlmProviderId equals provider.Id
                    join template in context.PromptTemplates on record.PromptTemplateId equals template.Id
                    join prompt in context.PromptVersions on new { TemplateId = template.Id, template.Version } equals new { prompt.TemplateId, prompt.Version }
                    where byId.Keys.Contains(record.Id)
                    select new { record.Id, record.AccountId, article, text.Content, provider, prompt };
        var rows = await query.AsNoTracking().ToListAsync(cancellationToken);
        return [.. rows.Select(row => new GenerationWork(byId[row.Id], row.provider, row.prompt, About(row.article, row.Content), row.AccountId))];
    }

    private static PromptArticle About(Domain.Articles.Article article, string content) => new(
        article.Id, article.Title, article.Author, content, article.Category, article.Task, article.Url, article.PublishedAt, article.EditedAt);
}
