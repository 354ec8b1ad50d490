namespace Pipeline.Sites;

/// <summary>A comment to be posted.</summary>
/// <param name="Html">The exact HTML that is sent.</param>
/// <param name="Hide">Whether it is hidden from others until its author or a teacher shows it.</param>
public sealed record CommentDraft(string Html, bool Hide);
