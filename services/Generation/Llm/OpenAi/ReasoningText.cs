using System.Text.RegularExpressions;

namespace Pipeline.Generation.Llm.OpenAi;

/// <summary>
/// Parts what a model said to itself from what it wrote. Servers without a field of its own for it leave it in the text, as
/// <c>&lt;think&gt;…&lt;/think&gt;</c>; some templates swallow the opening tag, and an answer that was cut lacks the closing one.
/// </summary>
internal static partial class ReasoningText
{
    public static (string Text, string? Reasoning) Split(string answer)
    {
        var thoughts = new List<string>();
        var text = Thoughts().Replace(answer, match =>
        {
            thoughts.Add(match.Groups["thought"].Value.Trim());
            return "";
        });
        return (text.Trim(), thoughts.Count == 0 ? null : string.Join('\n', thoughts));
    }

    [GeneratedRegex(
        @"<(?<tag>think|thinking|reasoning)>(?<thought>.*?)(?:</\k<tag>>|\z)|\A(?<thought>[^<]*)</(?:think|thinking|reasoning)>",
        RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Thoughts();
}
