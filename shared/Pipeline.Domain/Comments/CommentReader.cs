using System.Text.RegularExpressions;

namespace Pipeline.Domain.Comments;

/// <summary>
/// Reads a comment's text, HTML or plain, into glyphs. Strong and em (b and i) are kept, blocks become paragraphs, everything else
/// leaves only its text. In plain text a line is a line and an empty line parts paragraphs.
/// </summary>
internal sealed partial class CommentReader
{
    private readonly GlyphLine line = new();
    private readonly SortedSet<string> refused = new(StringComparer.Ordinal);
    private int strong;
    private int em;

    private CommentReader()
    {
    }

    public static CommentReading Read(string text)
    {
        var reader = new CommentReader();
        var tokens = MarkupReader.Read(NewLines().Replace(text, "\n")).ToList();
        var plain = !tokens.Exists(token => token.Kind != MarkupTokenKind.Text && (token.Value == "br" || MarkupElements.IsBlock(token.Value)));
        foreach (var token in tokens) reader.Take(token, plain);
        return new(reader.line.ToGlyphs(), [.. reader.refused]);
    }

    private void Take(MarkupToken token, bool plain)
    {
        if (token.Kind == MarkupTokenKind.Text) TakeText(token.Value, plain);
        else TakeTag(token.Value, token.Kind == MarkupTokenKind.Open);
    }

    private void TakeText(string text, bool plain)
    {
        var emphasis = (strong > 0 ? Emphasis.Strong : 0) | (em > 0 ? Emphasis.Em : 0);
        var paragraphs = EmptyLine().Split(text);
        for (var p = 0; p < paragraphs.Length; p++)
        {
            if (p > 0) line.AddParagraphBreak();
            var lines = plain ? paragraphs[p].Split('\n') : [paragraphs[p]];
            for (var l = 0; l < lines.Length; l++)
            {
                if (l > 0) line.AddLineBreak();
                line.Add(lines[l], emphasis);
            }
        }
    }

    private void TakeTag(string name, bool opens)
    {
        if (MarkupElements.IsRefused(name)) refused.Add(name);
        if (name is "strong" or "b") strong = Math.Max(0, strong + (opens ? 1 : -1));
        else if (name is "em" or "i") em = Math.Max(0, em + (opens ? 1 : -1));
        else if (name == "br") line.AddLineBreak();
        else if (name == "li") StartItem(opens);
        else if (MarkupElements.IsBlock(name)) line.AddParagraphBreak();
    }

    private void StartItem(bool opens)
    {
        line.AddLineBreak();
        if (opens) line.Add("– ", Emphasis.None);
    }

    [GeneratedRegex(@"\r\n?|\u0085|\u2028")]
    private static partial Regex NewLines();

    [GeneratedRegex(@"\n[^\S\n]*\n\s*|\u2029")]
    private static partial Regex EmptyLine();
}
