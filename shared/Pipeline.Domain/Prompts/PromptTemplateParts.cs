namespace Pipeline.Domain.Prompts;

/// <summary>A template taken apart.</summary>
internal sealed class PromptTemplateParts
{
    /// <summary>The texts between the placeholders.</summary>
    public List<string> FixedTexts { get; } = [];

    /// <summary>The names in the placeholders, as often as they stand there.</summary>
    public List<string> Placeholders { get; } = [];

    /// <summary>What is wrong, in sentences for people.</summary>
    public List<string> Errors { get; } = [];
}
