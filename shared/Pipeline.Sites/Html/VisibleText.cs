using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Pipeline.Sites.Html;

/// <summary>
/// What a reader sees of an element: hidden text is left out, because instructions to a language model hide there.
/// Paragraphs are separated by an empty line, line breaks kept, other white space collapsed.
/// </summary>
internal static partial class VisibleText
{
    private static readonly HashSet<string> Blocks =
        ["address", "article", "aside", "blockquote", "div", "dd", "dl", "dt", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tr", "ul"];

    public static string Of(IElement element)
    {
        var text = new StringBuilder();
        Append(element, text);
        return Tidy(text.ToString());
    }

    /// <summary>Collapses white space within lines, and empty lines to one between paragraphs; drops invisible characters.</summary>
    public static string Tidy(string text)
    {
        var lines = Invisible().Replace(text, "").ReplaceLineEndings("\n").Split('\n').Select(line => Blanks().Replace(line, " ").Trim());
        return ManyBreaks().Replace(string.Join('\n', lines), "\n\n").Trim();
    }

    /// <summary>A text as one line.</summary>
    public static string Line(string text) => Tidy(text.ReplaceLineEndings(" "));

    private static void Append(IElement element, StringBuilder text)
    {
        foreach (var node in element.ChildNodes)
        {
            if (node is IText plain) text.Append(plain.Data.ReplaceLineEndings(" "));
            if (node is not IElement child || Visibility.IsHidden(child)) continue;
            if (child.LocalName == "br") text.Append('\n');
            var edge = Blocks.Contains(child.LocalName) ? "\n\n" : "";
            text.Append(edge);
            Append(child, text);
            text.Append(edge);
        }
    }

    [GeneratedRegex(@"[^\S\n]+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex ManyBreaks();

    /// <summary>Soft hyphens, zero-width characters, direction marks and Unicode's tag characters, in which text can be smuggled.</summary>
    [GeneratedRegex(@"[\u00AD\u200B\u2060\uFEFF\u200E\u200F\u202A-\u202E\u2066-\u2069]|\uDB40[\uDC00-\uDC7F]")]
    private static partial Regex Invisible();
}
