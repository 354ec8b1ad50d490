using System.Text.RegularExpressions;
using Pipeline.Domain.Prompts;

namespace Pipeline.Generation.Comments;

/// <summary>Recognises models that decline in words instead of by their finish reason.</summary>
internal static partial class RefusalText
{
    public static bool IsRefusal(string text) => Refusals().IsMatch(text);

    public static string Opening(string text) => VisibleText.LineOf(text, 200);

    [GeneratedRegex(
        @"\A\W{0,10}(?:(?:es )?tut mir (?:sehr )?leid,? (?:aber )?(?:ich (?:kann|darf)|(?:das|dabei|dazu|diesen? \w{1,30}) (?:kann|darf) ich)\b"
        + @"|als (?:ein )?(?:ki|künstliche intelligenz|sprachmodell|ki-sprachmodell)\b[^.\n]{0,40}\b(?:kann|darf) ich\b"
        + @"|i(?:'|’)?\s?(?:am|m) (?:sorry|unable)\b[^.\n]{0,40}\b(?:can(?:'|’)?t|cannot|unable|not able|to)\b|i (?:can(?:'|’)?t|cannot) (?:help|assist|comply|write|create|provide)\b|as an ai\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Refusals();
}
