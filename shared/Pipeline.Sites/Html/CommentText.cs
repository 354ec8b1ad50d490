using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Pipeline.Sites.Html;

namespace Pipeline.Sites;

/// <summary>
/// The plain form in which two comments are compared, so that a site's own rendering of a text equals what was sent:
/// without markup, entities decoded, every run of white space (tags that break lines, non-breaking spaces) one blank,
/// without invisible characters, in Unicode's composed form.
/// </summary>
public static partial class CommentText
{
    /// <summary>The plain form of a comment's HTML.</summary>
    public static string Normalise(string html)
    {
        ArgumentNullException.ThrowIfNull(html);
        return Of(SafeHtml.Parse(html).Body!);
    }

    /// <summary>The plain form of an element, of what is hidden at first, too.</summary>
    internal static string Of(IElement element)
    {
        var text = new StringBuilder();
        Append(element, text);
        var visible = Invisible().Replace(WellFormed(text.ToString()), "").Normalize(NormalizationForm.FormC);
        return Spaces().Replace(visible, " ").Trim();
    }

    /// <summary>Half a surrogate pair becomes what it becomes on its way to the site, too: the replacement character.</summary>
    private static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static void Append(INode parent, StringBuilder text)
    {
        foreach (var node in parent.ChildNodes)
        {
            if (node is IText plain) text.Append(plain.Data);
            if (node is not IElement element) continue;
            var breaks = element.LocalName is "p" or "br" or "div" or "li" or "ul" or "ol" or "blockquote";
            if (breaks) text.Append(' ');
            Append(element, text);
            if (breaks) text.Append(' ');
        }
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"[\u00AD\u200B-\u200F\u2060\uFEFF]")]
    private static partial Regex Invisible();
}
