using Ganss.Xss;
using Microsoft.Extensions.Options;

namespace Pipeline.DemoSite.Platform;

/// <summary>What the site lets through of a comment's HTML: p, strong, em, br, no attributes.</summary>
internal sealed class CommentText(IOptions<DemoSiteOptions> options)
{
    private static readonly string[] AllowedTags = ["p", "strong", "em", "br"];

    private readonly HtmlSanitizer sanitizer = new(new HtmlSanitizerOptions
    {
        AllowedTags = new HashSet<string>(AllowedTags),
        AllowedAttributes = new HashSet<string>(),
    })
    { KeepChildNodes = true };

    public int MaxLength => options.Value.MaxCommentLength;

    public static bool IsEmpty(string html)
    {
        foreach (var tag in AllowedTags)
            html = html.Replace($"<{tag}>", "", StringComparison.Ordinal).Replace($"</{tag}>", "", StringComparison.Ordinal);
        return string.IsNullOrWhiteSpace(html.Replace("&nbsp;", " ", StringComparison.Ordinal));
    }

    public string Clean(string html)
    {
        var clean = sanitizer.Sanitize(html).Trim();
        return clean.Length == 0 || clean.Contains("<p>", StringComparison.Ordinal) ? clean : InParagraphs(clean);
    }

    /// <summary>A person who types into the plain field sends lines, not paragraphs.</summary>
    private static string InParagraphs(string text) => string.Concat(
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => $"<p>{line}</p>"));
}
