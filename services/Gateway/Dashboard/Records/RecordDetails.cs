using Pipeline.Domain.Errors;
using Pipeline.Domain.Records;

namespace Pipeline.Gateway.Dashboard.Records;

/// <summary>The article of a record, in the version that the record has.</summary>
/// <param name="Paragraphs">Its text; empty: not fetched yet.</param>
public sealed record ArticleDetails(
    string ExternalId, string Url, string Title, string? Author, string? Category, string? Task, DateTime? EditedAt, IReadOnlyList<string> Paragraphs);

/// <summary>The comment of a record, in its present revision.</summary>
/// <param name="Html">The exact HTML that is sent. Never to be shown as it is, see <c>CommentText</c>.</param>
public sealed record CommentDetails(
    string Html, int Revision, string? Provider, string? Model, int? InputTokens, int? OutputTokens, TimeSpan? Duration, DateTime CreatedAt);

/// <summary>What went wrong last.</summary>
public sealed record ErrorDetails(Stage Stage, ErrorKind Kind, string Message, DateTime At);

/// <summary>One line of the timeline.</summary>
/// <param name="Person">The sign-in name of the person who moved it; null: a worker did, or they are gone.</param>
public sealed record MoveDetails(long Id, RecordStatus? From, RecordStatus To, DateTime At, string By, string? Person, string? Note);

/// <summary>The records before and after this one that await approval, and how many there are.</summary>
public sealed record ReviewNeighbours(Guid? Newer, Guid? Older, long Awaiting);

/// <summary>Everything that the screen of one record shows. Times are UTC.</summary>
/// <param name="Account">Its name; null: it was deleted.</param>
/// <param name="Prompt">Its name; null: it was deleted.</param>
public sealed record RecordDetails(
    Guid Id, Guid ProcessId, string ProcessName, string SiteName, string? Account, string? Prompt, int? PromptVersion,
    RecordStatus Status, DateTime? ApprovedAt, bool AwaitsApproval, DateTime? NotBefore, int Tries, string? SiteCommentId, string? SiteCommentUrl,
    ArticleDetails Article, CommentDetails? Comment, ErrorDetails? Error, IReadOnlyList<MoveDetails> Moves, ReviewNeighbours Neighbours);
