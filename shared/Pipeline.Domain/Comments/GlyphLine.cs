using System.Globalization;
using System.Text;

namespace Pipeline.Domain.Comments;

/// <summary>
/// Collects the characters of a comment in their one canonical form: composed letters, single spaces, none beside a break, single line
/// breaks (two are a paragraph), no break at either end, nothing invisible.
/// </summary>
internal sealed class GlyphLine
{
    private readonly List<Glyph> glyphs = [];
    private Glyph? pending;

    public void Add(string text, Emphasis emphasis)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune)) AddSpace(emphasis);
            else if (IsVisible(rune)) AddVisible(new(rune, emphasis));
        }
    }

    public void Add(Glyph glyph)
    {
        if (glyph == Glyph.LineBreak) AddLineBreak();
        else if (glyph == Glyph.ParagraphBreak) AddParagraphBreak();
        else if (glyph.IsSpace) AddSpace(glyph.Emphasis);
        else AddVisible(glyph);
    }

    public void AddLineBreak() => Hold(pending is { IsBreak: true } ? Glyph.ParagraphBreak : Glyph.LineBreak);

    public void AddParagraphBreak() => Hold(Glyph.ParagraphBreak);

    public IReadOnlyList<Glyph> ToGlyphs() => glyphs;

    private void AddSpace(Emphasis emphasis) => pending ??= Glyph.Space(emphasis);

    // A break is written once something follows it.
    private void Hold(Glyph glyph) => pending = glyph;

    private void AddVisible(Glyph glyph)
    {
        if (pending is { } waiting && glyphs.Count > 0) glyphs.Add(waiting);
        pending = null;
        glyphs.Add(glyph);
    }

    /// <summary>
    /// False for control characters, halves of surrogate pairs, tag characters, direction overrides and the like: a reader doesn't see them, a
    /// filter trips over them. The joiners stay, since emoji and several scripts need them, and so do the plain direction marks.
    /// </summary>
    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => false,
        UnicodeCategory.Format => rune.Value is >= 0x200C and <= 0x200F,
        _ => rune != Rune.ReplacementChar,
    };
}
