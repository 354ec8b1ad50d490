namespace Pipeline.Domain.Articles;

/// <summary>One version of an article's text.</summary>
public sealed class ArticleVersion
{
    /// <summary>The article.</summary>
    public Guid ArticleId { get; private set; }

    /// <summary>1, 2, 3 …</summary>
    public int Version { get; private set; }

    /// <summary>The text, in paragraphs separated by an empty line. No markup.</summary>
    public string Content { get; private set; } = "";

    /// <summary>When it was fetched (UTC).</summary>
    public DateTime CreatedAt { get; private set; }
}
