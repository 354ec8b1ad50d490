namespace Pipeline.Sites;

/// <summary>A comment as the site shows it.</summary>
/// <param name="Author">Its author as the site names them.</param>
/// <param name="Text">Its text in the plain form of <see cref="CommentText"/>, also where it is hidden at first.</param>
/// <param name="OwnId">The site's id of it, where it is the account's own; null: somebody else's.</param>
/// <param name="OwnUrl">Its address, where it is the account's own.</param>
/// <param name="WrittenAt">When (UTC); null: not shown.</param>
public sealed record SiteComment(string Author, string Text, string? OwnId, Uri? OwnUrl, DateTime? WrittenAt);
