using System.Text;

namespace Pipeline.Domain.Comments;

/// <summary>
/// Writes glyphs as HTML. The only markup it can write is p, br, strong and em without attributes, so whatever was read, nothing
/// else comes out.
/// </summary>
internal static class CommentHtml
{
    public static string Write(IEnumerable<Glyph> glyphs)
    {
        var html = new StringBuilder();
        var now = Emphasis.None;
        foreach (var glyph in glyphs)
        {
            if (html.Length == 0) html.Append("<p>");
            Switch(html, ref now, glyph.Emphasis);
            Append(html, glyph);
        }

        if (html.Length == 0) return "";
        Switch(html, ref now, Emphasis.None);
        return html.Append("</p>").ToString();
    }

    /// <summary>The text as a reader sees it: a line break is a new line, a paragraph an empty one.</summary>
    public static string Text(IEnumerable<Glyph> glyphs)
    {
        var text = new StringBuilder();
        foreach (var glyph in glyphs) text.Append(glyph == Glyph.ParagraphBreak ? "\n\n" : glyph.Rune.ToString());
        return text.ToString();
    }

    private static void Append(StringBuilder html, Glyph glyph) => _ = glyph switch
    {
        _ when glyph == Glyph.ParagraphBreak => html.Append("</p><p>"),
        _ when glyph == Glyph.LineBreak => html.Append("<br>"),
        { Rune.Value: '&' } => html.Append("&amp;"),
        { Rune.Value: '<' } => html.Append("&lt;"),
        { Rune.Value: '>' } => html.Append("&gt;"),
        _ => html.Append(glyph.Rune.ToString()),
    };

    private static void Switch(StringBuilder html, ref Emphasis now, Emphasis next)
    {
        if (now == next) return;
        if (now.HasFlag(Emphasis.Em)) html.Append("</em>");
        if (now.HasFlag(Emphasis.Strong)) html.Append("</strong>");
        if (next.HasFlag(Emphasis.Strong)) html.Append("<strong>");
        if (next.HasFlag(Emphasis.Em)) html.Append("<em>");
        now = next;
    }
}
