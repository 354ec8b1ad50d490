namespace Pipeline.Sites;

/// <summary>What to read of a site's index: one request.</summary>
/// <param name="Tab">The tab's id.</param>
/// <param name="Category">One category's number; null: all.</param>
/// <param name="Task">One task's number; null: all.</param>
public sealed record IndexQuery(string Tab, int? Category = null, int? Task = null);
