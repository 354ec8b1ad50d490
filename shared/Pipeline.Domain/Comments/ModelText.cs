using System.Text.RegularExpressions;

namespace Pipeline.Domain.Comments;

/// <summary>
/// Turns a model's answer into the body of a comment: Markdown becomes strong and em or goes, and so do the label, the code fence and the
/// quotation marks that models like to put around a text that they were asked for.
/// </summary>
internal static partial class ModelText
{
    public static string ToBody(string text)
    {
        var body = text.ReplaceLineEndings("\n").Trim();
        body = Fence().Replace(body, "").Trim();
        body = Label().Replace(body, "", 1).Trim();
        body = WithoutQuotes(body);
        body = Rule().Replace(body, "");
        body = Heading().Replace(body, "\n<strong>$1</strong>\n\n");
        body = Quote().Replace(body, "");
        body = Bullet().Replace(body, "– ");
        return Inline(body);
    }

    private static string Inline(string body)
    {
        body = StrongAndEm().Replace(body, "<strong><em>$1</em></strong>");
        body = Strong().Replace(body, "<strong>$2</strong>");
        body = Em().Replace(body, "<em>$2</em>");
        body = Struck().Replace(body, "$1");
        return Code().Replace(body, "$1");
    }

    /// <summary>Takes away quotation marks around the whole, unless the same marks are used inside too.</summary>
    private static string WithoutQuotes(string body)
    {
        foreach (var (open, close) in new[] { ('"', '"'), ('„', '“'), ('“', '”'), ('«', '»'), ('»', '«') })
        {
            if (body.Length < 3 || body[0] != open || body[^1] != close) continue;
            var inner = body[1..^1];
            if (!inner.Contains(open) && !inner.Contains(close)) return inner.Trim();
        }

        return body;
    }

    [GeneratedRegex(@"^[ \t]*(?:```|~~~)[ \t]*\w{0,20}[ \t]*$", RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\A[\W_]{0,6}(?:(?:mein |der )?kommentar|comment|antwort|(?:hier|gerne|natürlich|sure|here)[^:\n]{0,80}\b(?:kommentar|comment)\b[^:\n]{0,40})[*_ \t]{0,4}:[*_ \t]{0,4}(?:\n|\z)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    [GeneratedRegex(@"^[ \t]*(?:-[ \t]*){3,40}$|^[ \t]*(?:\*[ \t]*){3,40}$|^[ \t]*(?:_[ \t]*){3,40}$", RegexOptions.Multiline)]
    private static partial Regex Rule();

    [GeneratedRegex(@"^[ \t]{0,3}#{1,6}[ \t]+([^\n]+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^[ \t]{0,3}>[ \t]?", RegexOptions.Multiline)]
    private static partial Regex Quote();

    [GeneratedRegex(@"^[ \t]*[*+-][ \t]+(?=\S)", RegexOptions.Multiline)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"\*\*\*(?=\S)([^*\n]{1,2000})(?<=\S)\*\*\*")]
    private static partial Regex StrongAndEm();

    [GeneratedRegex(@"(?<!\w)(\*\*|__)(?=\S)([^*\n]{1,2000}?)(?<=\S)\1(?!\w)")]
    private static partial Regex Strong();

    [GeneratedRegex(@"(?<![\w*])([*_])(?=[^\s*_])([^*_\n]{1,2000})(?<=\S)\1(?![\w*])")]
    private static partial Regex Em();

    [GeneratedRegex(@"~~(?=\S)([^~\n]{1,2000})(?<=\S)~~")]
    private static partial Regex Struck();

    [GeneratedRegex(@"`([^`\n]{1,2000})`")]
    private static partial Regex Code();
}
