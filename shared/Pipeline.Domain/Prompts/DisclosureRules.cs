using System.Text;
using System.Text.RegularExpressions;

namespace Pipeline.Domain.Prompts;

/// <summary>The disclosure: the sentence in front of every comment that says that a machine wrote it. It can be reworded, never left out.</summary>
public static partial class DisclosureRules
{
    /// <summary>What a template has if nothing else is said.</summary>
    public const string Default = "[Dieser Kommentar stammt von einem KI-ChatBot.]";

    /// <summary>Most characters (UTF-16).</summary>
    public const int MaxLength = 300;

    // "KI" is the shortest that says anything.
    private const int MinLetters = 2;

    /// <summary>Checks a disclosure.</summary>
    /// <param name="disclosure">The text to check.</param>
    /// <returns>A sentence for people about what is wrong; null if it is fine.</returns>
    public static string? Check(string? disclosure)
    {
        if (string.IsNullOrWhiteSpace(disclosure)) return "The disclosure can't be empty: every comment opens with it. It can be reworded.";
        if (disclosure.Length > MaxLength) return $"The disclosure has {disclosure.Length} characters: at most {MaxLength} are allowed.";
        if (disclosure.EnumerateRunes().Count(Rune.IsLetter) < MinLetters) return "The disclosure must say something: it needs at least two letters.";
        if (Markup().IsMatch(disclosure)) return "The disclosure is plain text: no HTML and no character references in it.";
        if (disclosure.Contains("{{", StringComparison.Ordinal) || disclosure.Contains("}}", StringComparison.Ordinal) || disclosure.Contains("{%", StringComparison.Ordinal))
            return "The disclosure is plain text: no placeholders in it.";
        return disclosure.EnumerateRunes().Any(rune => Rune.IsControl(rune) || rune == Rune.ReplacementChar)
            ? "The disclosure is one line: no line breaks or control characters in it."
            : null;
    }

    [GeneratedRegex(@"</?\p{L}|<!|&#?\w{1,10};")]
    private static partial Regex Markup();
}
