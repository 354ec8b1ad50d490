using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Articles;
using Pipeline.Domain.Records;
using Pipeline.Persistence;

namespace Pipeline.Gateway.Records;

/// <summary>What hangs on records, for a whole page at once: one query per table, however many records they are.</summary>
internal sealed record RecordParts(
    IReadOnlyDictionary<Guid, Article> Articles, IReadOnlyDictionary<Guid, CommentPart> Comments, IReadOnlyDictionary<Guid, RecordError> Errors,
    IReadOnlyDictionary<Guid, PostingSlot> Slots)
{
    public static async Task<RecordParts> OfAsync(PipelineDbContext context, IReadOnlyList<ArticleRecord> records, CancellationToken cancellationToken)
    {
        var ids = records.Select(record => record.Id).ToList();
        var articleIds = records.Select(record => record.ArticleId).Distinct().ToList();
        var comments =
            from comment in context.RecordComments
            join record in context.Records on new { comment.RecordId, comment.Revision } equals new { RecordId = record.Id, Revision = record.CommentRevision }
            where ids.Contains(record.Id)
            select new CommentPart(
                comment.RecordId, comment.Text, comment.Provider, comment.Model, comment.InputTokens, comment.OutputTokens, comment.Duration, comment.Cost, comment.Currency);
        return new RecordParts(
            await context.Articles.AsNoTracking().Where(article => articleIds.Contains(article.Id)).ToDictionaryAsync(article => article.Id, cancellationToken),
            await comments.ToDictionaryAsync(comment => comment.RecordId, cancellationToken),
            await context.RecordErrors.AsNoTracking().Where(error => ids.Contains(error.RecordId)).ToDictionaryAsync(error => error.RecordId, cancellationToken),
            await context.PostingSlots.AsNoTracking().Where(slot => ids.Contains(slot.RecordId) && slot.SiteCommentId != null)
                .ToDictionaryAsync(slot => slot.RecordId, cancellationToken));
    }

    /// <summary>A record in a list.</summary>
    public RecordListItem Item(ArticleRecord record) => new()
    {
        Id = record.Id,
        ProcessId = record.ProcessId,
        SiteId = record.SiteId,
        AccountId = record.AccountId,
        PromptTemplateId = record.PromptTemplateId,
        PromptVersion = record.PromptVersion,
        Status = record.Status,
        Article = ArticleOf(record),
        CommentText = Comments.GetValueOrDefault(record.Id)?.Text,
        CommentRevision = record.CommentRevision,
        ApprovedAt = record.ApprovedAt,
        ApprovedBy = record.ApprovedBy,
        SiteCommentId = Slots.GetValueOrDefault(record.Id)?.SiteCommentId,
        SiteCommentUrl = Slots.GetValueOrDefault(record.Id)?.SiteCommentUrl,
        Llm = Comments.GetValueOrDefault(record.Id)?.Llm,
        Tries = record.Tries,
        Error = Errors.GetValueOrDefault(record.Id) is { } error ? new(error.Stage, error.Kind, error.Message, error.At) : null,
        NotBefore = record.NotBefore,
        DiscoveredAt = record.DiscoveredAt,
        PreparedAt = record.PreparedAt,
        GeneratedAt = record.GeneratedAt,
        PostedAt = record.PostedAt,
        CreatedAt = record.DiscoveredAt,
        UpdatedAt = record.UpdatedAt,
    };

    private ArticleAnswer ArticleOf(ArticleRecord record)
    {
        var article = Articles[record.ArticleId];
        int? version = record.ArticleVersion ?? (article.LatestVersion > 0 ? article.LatestVersion : null);
        return new ArticleAnswer(
            article.Id, article.ExternalId, article.Url, article.Title, article.Author, article.Category, article.Task, article.PublishedAt, article.EditedAt, version);
    }
}

/// <summary>The present comment of a record, without what only single answers hold.</summary>
internal sealed record CommentPart(
    Guid RecordId, string Text, string? Provider, string? Model, int? InputTokens, int? OutputTokens, TimeSpan? Duration, decimal? Cost, string? Currency)
{
    /// <summary>Who wrote it; null: a person.</summary>
    public LlmAnswer? Llm => Provider is null
        ? null
        : new LlmAnswer(Provider, Model, InputTokens, OutputTokens, Duration, Cost is { } amount && Currency is not null ? new(amount, Currency) : null);
}
