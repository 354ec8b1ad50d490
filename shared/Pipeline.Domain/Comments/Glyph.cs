using System.Text;

namespace Pipeline.Domain.Comments;

/// <summary>How a character is set.</summary>
[Flags]
internal enum Emphasis
{
    None = 0,
    Strong = 1,
    Em = 2,
}

/// <summary>One character of a comment with its emphasis, or a break.</summary>
internal readonly record struct Glyph(Rune Rune, Emphasis Emphasis)
{
    public static readonly Glyph LineBreak = new(new Rune('\n'), Emphasis.None);
    public static readonly Glyph ParagraphBreak = new(new Rune('\u2029'), Emphasis.None);

    public bool IsBreak => this == LineBreak || this == ParagraphBreak;

    public bool IsSpace => Rune.Value == ' ';

    public static Glyph Space(Emphasis emphasis) => new(new Rune(' '), emphasis);
}
