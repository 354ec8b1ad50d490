using System.Text;
using System.Text.RegularExpressions;

namespace Pipeline.Domain.Comments;

/// <summary>What no comment should hold, as patterns. Each is bounded, so that no text makes it slow.</summary>
internal static partial class CommentPatterns
{
    /// <summary>What looks like a placeholder: <c>{{ x }}</c>, <c>{name}</c>, <c>[Name]</c>, <c>[IHR_NAME]</c>, <c>&lt;name&gt;</c>, <c>____</c>.</summary>
    public static string? Placeholder(string text) => First(Placeholders(), text);

    /// <summary>A web address (also a bare host), an address of mail, or a mention.</summary>
    public static string? Link(string text)
    {
        // Full-width dots and the like are written to get past filters.
        var plain = text.Normalize(NormalizationForm.FormKC);
        return First(Addresses(), plain) ?? Hosts().Matches(plain).Select(match => match.Value).FirstOrDefault(IsHost);
    }

    private static string? First(Regex pattern, string text) => pattern.Match(text) is { Success: true } match ? match.Value : null;

    // "Das war toll.Info folgt" lacks a space and is no host: in one the last part is all small, or everything is capitals.
    private static bool IsHost(string candidate)
    {
        var last = candidate[(candidate.LastIndexOf('.') + 1)..];
        return !last.Any(char.IsUpper) || !candidate.Any(char.IsLower);
    }

    [GeneratedRegex(
        @"\{\{[^}]{0,60}\}{0,2}|\}\}|\{%[^}]{0,60}|\$?\{\s{0,3}[\p{L}_][\p{L}\d_. -]{0,40}\}"
        + @"|\[\s{0,3}(?:(?:dein|deine|deinen|ihr|ihre|ihren|mein|meine|der|die|das|your|my|the|hier|insert|bitte)\s)?(?:name|namen|vorname|vornamen|nachname|titel|title|autor|autorin|author|thema|topic|datum|date|ort|artikel|article|text|inhalt|content|kategorie|category|aufgabe|task|placeholder|platzhalter|kommentar|comment|einfügen|einsetzen)\b[^\]\n]{0,40}\]"
        + @"|(?-i:\[\p{Lu}[\p{Lu}\d_ ]{2,40}\])|\[[\p{L}\d]{1,20}_[\p{L}\d_]{1,30}\]"
        + @"|<\s?\p{L}[\p{L}\d_ .-]{0,40}>|_{3,}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Placeholders();

    [GeneratedRegex(
        @"\b(?:https?|ftp|file)\s?:\s?//\S{0,100}|\b(?:mailto|javascript|data|vbscript):\S{1,100}|\btel:\s?[\d+]|\bwww\d?\.\S{1,100}|[\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,63}\.[\p{L}\d.-]{1,63}"
        + @"|(?<![\p{L}\d@])@[\p{L}\d_]{2,40}|(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Addresses();

    [GeneratedRegex(
        @"(?<![\p{L}\d-])[\p{L}\d][\p{L}\d-]{0,62}(?:\.[\p{L}\d-]{1,63}){0,4}\.(?:com|org|net|ch|de|at|li|fr|io|info|eu|edu|gov|ai|app|dev|tv|uk|xyz|shop|site|online|biz|me|ru|link)(?![\p{L}\d-])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Hosts();
}
