namespace Pipeline.Domain.Prompts;

/// <summary>What is wrong with a field of a prompt template.</summary>
/// <param name="Field">The field's name in JSON: <c>name</c>, <c>systemPrompt</c>, <c>userPromptTemplate</c>, <c>disclosure</c>.</param>
/// <param name="Message">A sentence for people: what is wrong and what would be right.</param>
public sealed record PromptTemplateProblem(string Field, string Message);
