using Pipeline.Domain.Comments;

namespace Pipeline.Domain.Prompts;

/// <summary>What a reader of a page would see of a text. Instructions to a model hide where readers don't look.</summary>
public static class VisibleText
{
    /// <summary>The text without markup, comments, scripts and invisible characters, in lines and paragraphs.</summary>
    /// <param name="text">Plain text or HTML, of any length.</param>
    /// <param name="maxLength">Most characters (UTF-16) besides the mark <c>[…]</c> at the end of a cut one, above 0.</param>
    public static string Of(string text, int maxLength)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxLength);
        var visible = Read(text);
        return Cut(visible, maxLength) is { } cut ? cut + " […]" : visible;
    }

    /// <summary>The same in one line, at most so many characters; a cut one ends in an ellipsis.</summary>
    /// <param name="text">Plain text or HTML.</param>
    /// <param name="maxLength">Most characters (UTF-16) besides the ellipsis, above 0.</param>
    public static string LineOf(string text, int maxLength)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxLength);
        var line = string.Join(' ', Read(text).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        return Cut(line, maxLength) is { } cut ? cut + "…" : line;
    }

    private static string Read(string text) => CommentHtml.Text(CommentReader.Read(text).Glyphs);

    // No character is halved; null where nothing needs cutting.
    private static string? Cut(string text, int maxLength)
    {
        if (text.Length <= maxLength) return null;
        return char.IsHighSurrogate(text[maxLength - 1]) ? text[..(maxLength - 1)] : text[..maxLength];
    }
}
