using System.Globalization;
using System.Text;

namespace Pipeline.Domain.Comments;

/// <summary>
/// Takes a disclosure out of a text wherever it stands, however it is set: compared are letters and digits only, without case, accents,
/// brackets, spaces and emphasis. A short one ("KI") could be an ordinary word, so it only counts alone on a line or in brackets.
/// </summary>
internal sealed class DisclosureFilter
{
    // From this many words on no sentence holds it by chance.
    private const int WordsOfItsOwn = 4;

    private readonly string key;
    private readonly bool isShort;

    public DisclosureFilter(string disclosure)
    {
        key = string.Concat(disclosure.EnumerateRunes().Select(KeyOf));
        isShort = disclosure.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length < WordsOfItsOwn;
    }

    public IReadOnlyList<Glyph> Remove(IReadOnlyList<Glyph> glyphs)
    {
        while (key.Length > 0 && TryRemoveOnce(glyphs, out var rest)) glyphs = rest;
        return glyphs;
    }

    private bool TryRemoveOnce(IReadOnlyList<Glyph> glyphs, out IReadOnlyList<Glyph> rest)
    {
        var removed = new bool[glyphs.Count];
        var letters = new StringBuilder();
        var places = new List<int>();
        for (var place = 0; place < glyphs.Count; place++)
        {
            foreach (var letter in KeyOf(glyphs[place].Rune))
            {
                letters.Append(letter);
                places.Add(place);
            }

            var start = places.Count - key.Length;
            if (start < 0 || !EndsWithKey(letters) || !Counts(glyphs, places[start], place)) continue;
            Mark(glyphs, removed, places[start], place);
            letters.Length = start;
            places.RemoveRange(start, key.Length);
        }

        rest = glyphs;
        if (!removed.Contains(true)) return false;
        var line = new GlyphLine();
        for (var i = 0; i < glyphs.Count; i++)
            if (!removed[i]) line.Add(glyphs[i]);
        rest = line.ToGlyphs();
        return true;
    }

    private bool EndsWithKey(StringBuilder letters)
    {
        for (int l = letters.Length - 1, k = key.Length - 1; k >= 0; l--, k--)
            if (letters[l] != key[k]) return false;
        return true;
    }

    private bool Counts(IReadOnlyList<Glyph> glyphs, int first, int last)
    {
        if (!isShort) return true;
        var (before, after) = (Beside(glyphs, first, -1), Beside(glyphs, last, 1));
        return (before is null && after is null) || (before is { } open && after is { } close && AreBrackets(open, close));
    }

    /// <summary>The nearest glyph that says something, past spaces and full stops; null at the end of the line.</summary>
    private static Glyph? Beside(IReadOnlyList<Glyph> glyphs, int place, int step)
    {
        for (var i = place + step; i >= 0 && i < glyphs.Count && !glyphs[i].IsBreak; i += step)
            if (!glyphs[i].IsSpace && glyphs[i].Rune.Value is not ('.' or '!' or ':')) return glyphs[i];
        return null;
    }

    /// <summary>Marks an occurrence with the brackets, spaces and stops that belong to it.</summary>
    private static void Mark(IReadOnlyList<Glyph> glyphs, bool[] removed, int first, int last)
    {
        last = AfterStops(glyphs, last);
        while (true)
        {
            var (open, close) = (Skip(glyphs, first - 1, -1), Skip(glyphs, last + 1, 1));
            if (open < 0 || close >= glyphs.Count || !AreBrackets(glyphs[open], glyphs[close])) break;
            (first, last) = (open, AfterStops(glyphs, close));
        }

        for (var i = first; i <= last; i++) removed[i] = true;
    }

    private static int AfterStops(IReadOnlyList<Glyph> glyphs, int last)
    {
        while (last + 1 < glyphs.Count && glyphs[last + 1].Rune.Value is '.' or '!' or ':') last++;
        return last;
    }

    private static int Skip(IReadOnlyList<Glyph> glyphs, int place, int step)
    {
        while (place >= 0 && place < glyphs.Count && glyphs[place].IsSpace) place += step;
        return place;
    }

    private static bool AreBrackets(Glyph open, Glyph close) => (char.ConvertFromUtf32(open.Rune.Value) + char.ConvertFromUtf32(close.Rune.Value))
        is "[]" or "()" or "{}" or "<>" or "«»" or "»«" or "„“" or "“”" or "\"\"" or "''" or "**" or "__" or "‹›" or "【】" or "［］" or "（）";

    private static string KeyOf(Rune rune)
    {
        if (rune.IsAscii) return char.IsAsciiLetterOrDigit((char)rune.Value) ? char.ToUpperInvariant((char)rune.Value).ToString() : "";
        var letters = new StringBuilder();
        foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
            if (Rune.IsLetterOrDigit(part)) letters.Append(part.ToString().ToUpper(CultureInfo.InvariantCulture));
        return letters.ToString();
    }
}
