using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Records;

namespace Pipeline.Gateway.Records;

/// <summary>What lists and single answers say of a record alike; it stands first in both.</summary>
internal abstract record RecordAnswer
{
    public required Guid Id { get; init; }

    public required Guid ProcessId { get; init; }

    public required Guid SiteId { get; init; }

    public required Guid AccountId { get; init; }

    public required Guid PromptTemplateId { get; init; }

    [Description("The version of the prompt template that the comment was written with; null before.")]
    public required int? PromptVersion { get; init; }

    public required RecordStatus Status { get; init; }

    [Description("The exact HTML that is sent, disclosure included; null before it is written.")]
    public required string? CommentText { get; init; }

    [Description("The comment's revision; 0 before the first.")]
    public required int CommentRevision { get; init; }

    public required DateTime? ApprovedAt { get; init; }

    [Description("The user who approved it.")]
    public required Guid? ApprovedBy { get; init; }

    [Description("The site's own id of the comment; null until it is posted.")]
    public required string? SiteCommentId { get; init; }

    public required string? SiteCommentUrl { get; init; }

    [Description("Tries in this stage that ended in passing trouble.")]
    public required int Tries { get; init; }

    [Description("The last error; null: none.")]
    public required RecordErrorAnswer? Error { get; init; }

    [Description("No work before this moment.")]
    public required DateTime? NotBefore { get; init; }

    public required DateTime DiscoveredAt { get; init; }

    public required DateTime? PreparedAt { get; init; }

    public required DateTime? GeneratedAt { get; init; }

    public required DateTime? PostedAt { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }
}

/// <summary>A record in a list.</summary>
internal sealed record RecordListItem : RecordAnswer
{
    [JsonPropertyOrder(1)]
    public required ArticleAnswer Article { get; init; }

    [Description("Who wrote the comment; null before.")]
    [JsonPropertyOrder(1)]
    public required LlmAnswer? Llm { get; init; }
}

/// <summary>A record by itself.</summary>
internal sealed record RecordDetails : RecordAnswer
{
    /// <summary>What a list says of it, and what is left out there.</summary>
    [SetsRequiredMembers]
    public RecordDetails(RecordListItem item, string? content, IReadOnlyList<RecordComment> comments)
        : base(item)
    {
        Article = new ArticleTextAnswer(item.Article, content);
        Llm = item.Llm is { } llm ? new LlmReasoningAnswer(llm, comments.LastOrDefault(comment => comment.Revision == item.CommentRevision)?.Reasoning) : null;
        CommentHistory = [.. comments.Select(comment => new CommentRevisionAnswer(comment.Revision, comment.Text, comment.Provider, comment.Model, comment.CreatedAt))];
    }

    [JsonPropertyOrder(1)]
    public required ArticleTextAnswer Article { get; init; }

    [Description("Who wrote the comment; null before.")]
    [JsonPropertyOrder(1)]
    public required LlmReasoningAnswer? Llm { get; init; }

    [Description("All revisions of the comment, the present one last.")]
    [JsonPropertyOrder(1)]
    public required IReadOnlyList<CommentRevisionAnswer> CommentHistory { get; init; }
}

/// <summary>The article of a record.</summary>
internal record ArticleAnswer(
    Guid Id, [property: Description("The site's own id of it.")] string ExternalId, string Url, string Title, string? Author, string? Category, string? Task,
    DateTime? PublishedAt, DateTime? EditedAt, [property: Description("The version of its text that the record goes by; null: not fetched yet.")] int? Version);

/// <summary>The article of a record, with its text.</summary>
internal sealed record ArticleTextAnswer : ArticleAnswer
{
    public ArticleTextAnswer(ArticleAnswer article, string? content)
        : base(article) => Content = content;

    [Description("The text; null: not fetched yet.")]
    [JsonPropertyOrder(1)]
    public string? Content { get; }
}

/// <summary>Who wrote a comment, and at what expense.</summary>
internal record LlmAnswer(
    string? Provider, string? Model, int? InputTokens, int? OutputTokens, TimeSpan? Duration,
    [property: Description("By the provider's prices at the time; null where they are unknown.")] CostAnswer? Cost);

/// <summary>Who wrote a comment, with what the model said to itself.</summary>
internal sealed record LlmReasoningAnswer : LlmAnswer
{
    public LlmReasoningAnswer(LlmAnswer llm, string? reasoning)
        : base(llm) => Reasoning = reasoning;

    [JsonPropertyOrder(1)]
    public string? Reasoning { get; }
}

/// <summary>An amount of money.</summary>
internal sealed record CostAnswer(decimal Amount, string Currency);

/// <summary>What went wrong with a record.</summary>
internal sealed record RecordErrorAnswer(Stage Stage, ErrorKind Kind, string Message, DateTime At);

/// <summary>One revision of a comment.</summary>
internal sealed record CommentRevisionAnswer(int Revision, string Text, [property: Description("The provider; null: a person's edit.")] string? Provider, string? Model, DateTime CreatedAt);
