namespace Pipeline.Sites.MyMoment;

/// <summary>The heading of an article: "{title} von {author}", where both may hold " von " themselves.</summary>
internal static class ArticleHeading
{
    private const string Divider = " von ";

    /// <summary>Splits before the author, if it is known and stands there; else at the last " von ".</summary>
    public static (string Title, string? Author) Split(string heading, string? knownAuthor)
    {
        var known = string.IsNullOrWhiteSpace(knownAuthor) ? null : Divider + knownAuthor;
        if (known is not null && heading.EndsWith(known, StringComparison.Ordinal)) return (heading[..^known.Length].Trim(), knownAuthor);
        var at = heading.LastIndexOf(Divider, StringComparison.Ordinal);
        return at < 0 ? (heading, null) : (heading[..at].Trim(), heading[(at + Divider.Length)..].Trim());
    }
}
