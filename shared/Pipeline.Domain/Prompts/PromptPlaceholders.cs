namespace Pipeline.Domain.Prompts;

/// <summary>The placeholders that a prompt template may use. There are no others, and nothing but plain placeholders: no tags, filters or arithmetic.</summary>
public static class PromptPlaceholders
{
    /// <summary>All of them, in the order in which they are shown.</summary>
    public static IReadOnlyList<PromptPlaceholder> All { get; } =
    [
        new("article.title", "The article's title."),
        new("article.author", "The author's name as the site shows it."),
        new("article.content", "The article's text."),
        new("article.category", "The site's category of the article; empty if there is none."),
        new("article.task", "The task that the article was written for; empty if there is none."),
        new("article.url", "The address of the article."),
        new("article.publishedAt", "When the article was published, ISO 8601 in UTC; empty if the site doesn't say."),
        new("article.editedAt", "When the article was edited last, ISO 8601 in UTC; empty if the site doesn't say."),
        new("article.language", "The article's language; empty as long as it is unknown."),
    ];

    /// <summary>True if a placeholder has this name, compared exactly.</summary>
    public static bool IsKnown(string name) => All.Any(placeholder => placeholder.Name == name);
}
