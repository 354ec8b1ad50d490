namespace Pipeline.Chaos.Load;

/// <summary>The right to one comment: what may be at the site once at most.</summary>
/// <param name="Article">The site's id of the article.</param>
/// <param name="Account">The user name.</param>
/// <param name="Prompt">The prompt's name.</param>
public sealed record Comment(string Article, string Account, string Prompt);
