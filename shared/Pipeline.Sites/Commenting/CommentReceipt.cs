namespace Pipeline.Sites;

/// <summary>Proof that a comment is on the site: read back from it.</summary>
/// <param name="SiteCommentId">The site's own id of it.</param>
/// <param name="Url">Its address.</param>
public sealed record CommentReceipt(string SiteCommentId, Uri Url);
