using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Pipeline.Testing.Llm;

/// <summary>Comments as a model might write them: they pass all checks and differ with what they are made for.</summary>
public static partial class FakeComments
{
    /// <summary>The same text for the same prompt, another one for another; the marks around an article's text, which are new each time, don't count.</summary>
    public static string For(string prompt)
    {
        var number = BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(Marks().Replace(prompt, ""))));
        return string.Create(CultureInfo.InvariantCulture, $"Dein Text hat mir gut gefallen, vor allem der Anfang.\n\nWie geht es weiter? Ich freue mich auf Kapitel {number}!");
    }

    [GeneratedRegex("</?text-[0-9a-f]+>")]
    private static partial Regex Marks();
}
