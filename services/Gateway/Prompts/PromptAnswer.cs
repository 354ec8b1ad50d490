using System.ComponentModel;
using Pipeline.Domain.Prompts;

namespace Pipeline.Gateway.Prompts;

/// <summary>A prompt template as it is now.</summary>
internal sealed record PromptAnswer(
    Guid Id, string Name, [property: Description("Rises with every change.")] int Version, string SystemPrompt, string UserPromptTemplate, string Disclosure,
    DateTime CreatedAt, DateTime UpdatedAt)
{
    public static PromptAnswer Of(PromptTemplate template, PromptVersion version) => new(
        template.Id, template.Name, template.Version, version.SystemPrompt, version.UserPromptTemplate, version.Disclosure, template.CreatedAt, template.UpdatedAt);
}

/// <summary>One version of a prompt template; it never changes.</summary>
internal sealed record PromptVersionAnswer(int Version, string Name, string SystemPrompt, string UserPromptTemplate, string Disclosure, DateTime CreatedAt)
{
    public static PromptVersionAnswer Of(PromptVersion version) => new(
        version.Version, version.Name, version.SystemPrompt, version.UserPromptTemplate, version.Disclosure, version.CreatedAt);
}

/// <summary>Something that a template may hold.</summary>
internal sealed record PlaceholderAnswer(
    [property: Description("Its name.")] string Name, [property: Description("How it is written in a template.")] string Written,
    [property: Description("What it is filled with.")] string Description);
