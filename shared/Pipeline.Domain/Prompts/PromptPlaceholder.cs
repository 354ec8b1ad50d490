namespace Pipeline.Domain.Prompts;

/// <summary>A place in a prompt template that is filled with something of the article.</summary>
/// <param name="Name">The name as it stands between the braces, e.g. <c>article.title</c>.</param>
/// <param name="Description">What it is filled with, a sentence in English.</param>
public sealed record PromptPlaceholder(string Name, string Description)
{
    /// <summary>How it is written in a template.</summary>
    public string Written => $"{{{{ {Name} }}}}";
}
