using Microsoft.EntityFrameworkCore;
using Pipeline.Contracts;
using Pipeline.Domain.Prompts;
using Pipeline.Domain.Providers;
using Pipeline.Persistence;

namespace Pipeline.Generation.Trials;

/// <summary>What a preview is made of.</summary>
/// <param name="Prompt">The template's present texts.</param>
/// <param name="Article">What it is about.</param>
/// <param name="Provider">Who writes; null: nobody.</param>
internal sealed record PreviewWork(PromptTexts Prompt, PromptArticle Article, LlmProvider? Provider)
{
    /// <summary>Reads it; null: something of it is gone.</summary>
    public static async Task<PreviewWork?> LoadAsync(IDbContextFactory<PipelineDbContext> contexts, PreviewComment asked, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var prompt = await PromptAsync(context, asked.PromptTemplateId, cancellationToken);
        var article = asked.RecordId is { } record ? await ArticleAsync(context, record, cancellationToken) : SampleArticle.Text;
        var provider = await context.LlmProviders.AsNoTracking().SingleOrDefaultAsync(candidate => candidate.Id == asked.ProviderId, cancellationToken);
        var gone = prompt is null || article is null || (asked.ProviderId is not null && provider is null);
        return gone ? null : new(new(prompt!.SystemPrompt, prompt.UserPromptTemplate, prompt.Disclosure), article!, provider);
    }

    private static Task<PromptVersion?> PromptAsync(PipelineDbContext context, Guid templateId, CancellationToken cancellationToken) => (
        from template in context.PromptTemplates
        join version in context.PromptVersions on new { TemplateId = template.Id, template.Version } equals new { version.TemplateId, version.Version }
        where template.Id == templateId
        select version).AsNoTracking().SingleOrDefaultAsync(cancellationToken);

    private static Task<PromptArticle?> ArticleAsync(PipelineDbContext context, Guid recordId, CancellationToken cancellationToken) => (
        from record in context.Records
        join article in context.Articles on record.ArticleId equals article.Id
        join text in context.ArticleVersions on new { record.ArticleId, Version = record.ArticleVersion ?? article.LatestVersion } equals new { text.ArticleId, text.Version }
        where record.Id == recordId
        select new PromptArticle(
            article.Id, article.Title, article.Author, text.Content, article.Category, article.Task, article.Url, article.PublishedAt, article.EditedAt, null))
        .SingleOrDefaultAsync(cancellationToken);
}
