using System.ComponentModel;
using Pipeline.Domain.Prompts;
using Pipeline.Gateway.Api;

namespace Pipeline.Gateway.Prompts;

/// <summary>What a client says of a prompt template.</summary>
internal sealed record PromptInput
{
    [Description("What people call it, 1 to 100 characters.")]
    public string? Name { get; init; }

    [Description("What the model is. 1 to 20,000 characters; placeholders as `GET /prompt-templates/placeholders` lists them.")]
    public string? SystemPrompt { get; init; }

    [Description("What it is asked: 1 to 20,000 characters with placeholders such as `{{ article.content }}`.")]
    public string? UserPromptTemplate { get; init; }

    [Description("The sentence that every comment opens with. It can be reworded, not left out; null: `[Dieser Kommentar stammt von einem KI-ChatBot.]`.")]
    public string? Disclosure { get; init; }

    /// <summary>What is stored, as a client would have said it.</summary>
    public static PromptInput Of(PromptVersion version) => new()
    {
        Name = version.Name,
        SystemPrompt = version.SystemPrompt,
        UserPromptTemplate = version.UserPromptTemplate,
        Disclosure = version.Disclosure,
    };

    /// <summary>Checks it.</summary>
    /// <exception cref="ApiException">Something is wrong with it.</exception>
    public (string Name, PromptTexts Texts) Check()
    {
        var faults = new Faults();
        foreach (var problem in PromptTemplateRules.Validate(Name, SystemPrompt, UserPromptTemplate, Disclosure)) faults.Add(problem.Field, problem.Message);
        faults.ThrowIfAny();
        return (Name!, new PromptTexts(SystemPrompt!, UserPromptTemplate!, Disclosure ?? DisclosureRules.Default));
    }
}
