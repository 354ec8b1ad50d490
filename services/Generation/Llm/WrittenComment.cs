namespace Pipeline.Generation.Llm;

/// <summary>What a writer wrote, and how.</summary>
/// <param name="Text">The model's text as it came, without its reasoning.</param>
/// <param name="Reasoning">What the model said to itself, if it shows that.</param>
/// <param name="Provider">The provider's name.</param>
/// <param name="Model">The model that answered, as the provider names it.</param>
/// <param name="InputTokens">Tokens read, if counted.</param>
/// <param name="OutputTokens">Tokens written, if counted.</param>
/// <param name="Duration">How long it took.</param>
public sealed record WrittenComment(string Text, string? Reasoning, string Provider, string Model, int? InputTokens, int? OutputTokens, TimeSpan Duration);
