namespace Pipeline.Domain.Comments;

/// <summary>A comment as read: its characters, and the names of elements that no comment may hold.</summary>
internal sealed record CommentReading(IReadOnlyList<Glyph> Glyphs, IReadOnlyList<string> RefusedElements);
