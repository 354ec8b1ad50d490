namespace Pipeline.Domain.Prompts;

/// <summary>What a prompt template must be before it is saved, and, since rules change, before it is used.</summary>
public static class PromptTemplateRules
{
    /// <summary>Most characters of a template's name.</summary>
    public const int MaxNameLength = 100;

    /// <summary>Most characters of the system prompt, and of the user prompt's template.</summary>
    public const int MaxPromptLength = 20_000;

    /// <summary>Checks all fields.</summary>
    /// <param name="name">1 to 100 characters.</param>
    /// <param name="systemPrompt">1 to 20,000 characters with known placeholders only.</param>
    /// <param name="userPromptTemplate">The same.</param>
    /// <param name="disclosure">See <see cref="DisclosureRules"/>; null stands for the default.</param>
    /// <returns>Every problem found; empty if the template can be saved.</returns>
    public static IReadOnlyList<PromptTemplateProblem> Validate(string? name, string? systemPrompt, string? userPromptTemplate, string? disclosure) =>
    [
        .. Problems("name", Text(name, "name", MaxNameLength)),
        .. Problems("systemPrompt", Template(systemPrompt, "system prompt")),
        .. Problems("userPromptTemplate", Template(userPromptTemplate, "user prompt template")),
        .. Problems("disclosure", disclosure is not null && DisclosureRules.Check(disclosure) is { } problem ? [problem] : []),
    ];

    /// <summary>The texts of a template that stand between its placeholders: what the author of the template wrote.</summary>
    /// <param name="template">A valid template.</param>
    public static IReadOnlyList<string> FixedTexts(string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        return PromptTemplateScanner.Scan(template).FixedTexts;
    }

    private static IEnumerable<PromptTemplateProblem> Problems(string field, IEnumerable<string> messages) =>
        messages.Distinct().Select(message => new PromptTemplateProblem(field, message));

    private static List<string> Template(string? text, string what) => Text(text, what, MaxPromptLength) is [_, ..] problems
        ? problems
        : PromptTemplateScanner.Scan(text!).Errors;

    private static List<string> Text(string? text, string what, int max)
    {
        if (string.IsNullOrWhiteSpace(text)) return [$"The {what} can't be empty."];
        return text.Length > max ? [$"The {what} has {text.Length} characters: at most {max} are allowed."] : [];
    }
}
