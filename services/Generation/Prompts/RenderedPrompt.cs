namespace Pipeline.Generation.Prompts;

/// <summary>What a model is told.</summary>
/// <param name="System">The system prompt.</param>
/// <param name="User">The user prompt.</param>
/// <param name="Instructions">The parts of both that no comment may repeat.</param>
/// <param name="Marks">The marks around what comes from the site.</param>
public sealed record RenderedPrompt(string System, string User, IReadOnlyList<string> Instructions, DataMarks Marks);
