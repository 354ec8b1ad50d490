using Pipeline.DemoSite.Platform;

namespace Pipeline.DemoSite.Content;

/// <summary>What is settled about a text that is to be made; null leaves it to the composer.</summary>
internal sealed record ArticleWish
{
    public int? Tab { get; init; }

    public string? Title { get; init; }

    /// <summary>A user name of a known account, or any name.</summary>
    public string? Author { get; init; }

    /// <summary>Paragraphs are separated by a line break.</summary>
    public string? Text { get; init; }

    public int? Category { get; init; }

    public int? Task { get; init; }

    public ArticleVisibility? Visibility { get; init; }

    public ArticleStatus? Status { get; init; }

    public bool OnlyInReadAloudField { get; init; }
}
