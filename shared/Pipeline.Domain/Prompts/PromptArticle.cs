using System.Globalization;

namespace Pipeline.Domain.Prompts;

/// <summary>What a prompt may say of an article.</summary>
/// <param name="Id">The article's id in the ledger.</param>
/// <param name="Title">Its title.</param>
/// <param name="Author">Its author as the site names them.</param>
/// <param name="Content">Its text, in paragraphs.</param>
/// <param name="Category">The site's category, if it has them.</param>
/// <param name="Task">The task it was written for, if the site has them.</param>
/// <param name="Url">Where it can be read.</param>
/// <param name="PublishedAt">When it was published (UTC), if known.</param>
/// <param name="EditedAt">When it was edited last (UTC), if known.</param>
/// <param name="Language">Its language as a BCP 47 tag, if known.</param>
public sealed record PromptArticle(
    Guid Id,
    string Title,
    string? Author,
    string Content,
    string? Category = null,
    string? Task = null,
    string? Url = null,
    DateTime? PublishedAt = null,
    DateTime? EditedAt = null,
    string? Language = null)
{
    /// <summary>The value of a placeholder; empty if the article doesn't have it. Times are ISO 8601 in UTC.</summary>
    /// <param name="placeholder">A name of <see cref="PromptPlaceholders"/>.</param>
    /// <exception cref="ArgumentException">There is no such placeholder.</exception>
    public string Value(string placeholder) => placeholder switch
    {
        "article.title" => Title,
        "article.author" => Author ?? "",
        "article.content" => Content,
        "article.category" => Category ?? "",
        "article.task" => Task ?? "",
        "article.url" => Url ?? "",
        "article.publishedAt" => Iso(PublishedAt),
        "article.editedAt" => Iso(EditedAt),
        "article.language" => Language ?? "",
        _ => throw new ArgumentException($"There is no placeholder '{placeholder}'.", nameof(placeholder)),
    };

    private static string Iso(DateTime? time) => time?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";
}
