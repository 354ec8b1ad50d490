using System.Net;

namespace Pipeline.Domain.Comments;

/// <summary>
/// Splits a text into what is shown and the elements around it, in one pass, whatever the nesting. It never fails: what
/// isn't the tag of a known element is text. Nothing of the input's markup is ever copied out, so it needn't agree with a browser.
/// </summary>
internal sealed class MarkupReader
{
    private readonly string text;

    // Known up front, so that a thousand tags without an end don't each search the rest of the text.
    private readonly int lastTagEnd;
    private readonly int lastCommentEnd;

    private MarkupReader(string text)
    {
        this.text = text;
        lastTagEnd = text.LastIndexOf('>');
        lastCommentEnd = text.LastIndexOf("-->", StringComparison.Ordinal);
    }

    public static IEnumerable<MarkupToken> Read(string text) => new MarkupReader(text).Tokens();

    private IEnumerable<MarkupToken> Tokens()
    {
        var shown = 0;
        var position = 0;
        while (position < text.Length && text.IndexOf('<', position) is var start and >= 0)
        {
            var end = EndOfHidden(start);
            MarkupToken? tag = null;
            if (end < 0) tag = ReadTag(start, out end);
            if (end < 0)
            {
                position = start + 1;
                continue;
            }

            if (start > shown) yield return Shown(shown, start);
            if (tag is { } found) yield return found;
            position = shown = tag is { Kind: MarkupTokenKind.Open, Value: var name } && MarkupElements.IsUnread(name)
                ? EndOfUnread(end, name)
                : end;
        }

        if (shown < text.Length) yield return Shown(shown, text.Length);
    }

    private MarkupToken Shown(int from, int to) => new(MarkupTokenKind.Text, WebUtility.HtmlDecode(text[from..to]));

    /// <summary>Where a comment, declaration or processing instruction ends; -1 if none starts here.</summary>
    private int EndOfHidden(int start)
    {
        var rest = text.AsSpan(start + 1);
        if (rest.StartsWith("!--"))
            return start + 4 <= lastCommentEnd ? text.IndexOf("-->", start + 4, StringComparison.Ordinal) + 3 : -1;
        var declaration = rest.Length > 1 && rest[0] is '!' or '?' && (char.IsAsciiLetter(rest[1]) || rest[1] == '[');
        return declaration && start < lastTagEnd ? text.IndexOf('>', start) + 1 : -1;
    }

    private MarkupToken? ReadTag(int start, out int end)
    {
        end = -1;
        var closing = start + 1 < text.Length && text[start + 1] == '/';
        var nameStart = start + (closing ? 2 : 1);
        var nameEnd = nameStart;
        while (nameEnd < text.Length && char.IsAsciiLetterOrDigit(text[nameEnd]) && nameEnd - nameStart < 16) nameEnd++;
        if (nameEnd > lastTagEnd || !(char.IsWhiteSpace(text[nameEnd]) || text[nameEnd] is '>' or '/')) return null;
        var name = text[nameStart..nameEnd].ToLowerInvariant();
        if (!MarkupElements.IsKnown(name)) return null;
        end = text.IndexOf('>', nameEnd) + 1;
        return new(closing ? MarkupTokenKind.Close : MarkupTokenKind.Open, name);
    }

    private int EndOfUnread(int from, string name)
    {
        var closing = text.IndexOf("</" + name, from, StringComparison.OrdinalIgnoreCase);
        return closing < 0 ? text.Length : closing;
    }
}
