namespace Pipeline.Sites;

/// <summary>What an index page holds.</summary>
/// <param name="Entries">The published articles, in the page's order, each once.</param>
/// <param name="Unpublished">How many were left out because they aren't published: drafts, and those waiting for a teacher.</param>
/// <param name="Unreadable">How many were left out because they aren't shaped as known. (If none can be read, the page is an error.)</param>
public sealed record SiteIndex(IReadOnlyList<IndexEntry> Entries, int Unpublished, int Unreadable);

/// <summary>An article as the index shows it.</summary>
/// <param name="ExternalId">The site's id of it.</param>
/// <param name="Url">Where it can be read.</param>
/// <param name="Title">Its title.</param>
/// <param name="Author">Its author as the site names them; null: not shown.</param>
/// <param name="Visibility">Who can see it, in the site's words; null: not shown.</param>
/// <param name="EditedOn">The day of its last change in the site's time zone; null: not shown.</param>
public sealed record IndexEntry(string ExternalId, Uri Url, string Title, string? Author, string? Visibility, DateOnly? EditedOn);
