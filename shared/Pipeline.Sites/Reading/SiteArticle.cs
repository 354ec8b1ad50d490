namespace Pipeline.Sites;

/// <summary>An article as its page shows it.</summary>
/// <param name="ExternalId">The site's id of it.</param>
/// <param name="Url">Where it can be read.</param>
/// <param name="Title">Its title.</param>
/// <param name="Author">Its author as the site names them; null: not shown.</param>
/// <param name="Content">What a reader sees of the text, in paragraphs separated by an empty line. No markup.</param>
/// <param name="Category">Its category's name; null: not shown.</param>
/// <param name="Task">Its task's name; null: not shown.</param>
/// <param name="EditedAt">The last change (UTC); null: not shown.</param>
public sealed record SiteArticle(string ExternalId, Uri Url, string Title, string? Author, string Content, string? Category, string? Task, DateTime? EditedAt);
