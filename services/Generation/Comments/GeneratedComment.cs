using Pipeline.Generation.Llm;

namespace Pipeline.Generation.Comments;

/// <summary>A comment that passed all checks.</summary>
/// <param name="Html">The exact HTML to send, disclosure included.</param>
/// <param name="Written">How it came about. Its text is the model's own, unchecked: not to be shown or sent.</param>
public sealed record GeneratedComment(string Html, WrittenComment Written);
