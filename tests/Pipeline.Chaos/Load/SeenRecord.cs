namespace Pipeline.Chaos.Load;

/// <summary>A record as the API shows it.</summary>
/// <param name="Id">The record.</param>
/// <param name="Right">What it may post.</param>
/// <param name="Status">Its status, as on the wire.</param>
/// <param name="SiteCommentId">The site's id of its comment.</param>
/// <param name="Error">Kind and message of its trouble, if it has any.</param>
public sealed record SeenRecord(string Id, Comment Right, string Status, string? SiteCommentId, string? Error)
{
    /// <summary>It moves no more by itself: an end, or a person's turn.</summary>
    public bool IsSettled => Status is "posted" or "skipped" or "rejected" or "failed" or "uncertain";
}
