using Pipeline.Testing.Llm;

namespace Pipeline.Chaos.Installations;

/// <summary>The prompts of the load. A prompt begins with its name, and a comment names the prompt that it was asked with: so the site's comments tell what was doubled.</summary>
internal static class Prompts
{
    public const string Praise = "Lob";
    public const string Question = "Frage";
    public const string Advice = "Rat";

    private const string Mark = "Mein Stichwort heisst ";

    private static readonly string[] All = [Praise, Question, Advice];

    /// <summary>A prompt's <c>userPromptTemplate</c>.</summary>
    public static string TemplateOf(string prompt) => prompt + " zu «{{ article.title }}»: {{ article.content }}";

    /// <summary>What the provider writes when it is asked with this.</summary>
    public static string CommentFor(string userPrompt) => $"{FakeComments.For(userPrompt)} {Mark}{All.First(prompt => userPrompt.StartsWith(prompt, StringComparison.Ordinal))}.";

    /// <summary>The prompt that a comment was asked with; null: it says none.</summary>
    public static string? PromptOf(string comment) => All.FirstOrDefault(prompt => comment.Contains(Mark + prompt, StringComparison.Ordinal));
}
