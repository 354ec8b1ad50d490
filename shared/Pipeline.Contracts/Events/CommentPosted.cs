namespace Pipeline.Contracts;

/// <summary>A comment stands on the site.</summary>
/// <param name="ProcessId">The process of the record.</param>
/// <param name="RecordId">The record.</param>
/// <param name="SiteCommentId">The site's own id of the comment.</param>
public sealed record CommentPosted(Guid ProcessId, Guid RecordId, string SiteCommentId);
