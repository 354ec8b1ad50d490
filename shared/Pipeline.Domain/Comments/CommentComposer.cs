namespace Pipeline.Domain.Comments;

/// <summary>
/// Makes the exact HTML of a comment: the disclosure in a paragraph of its own in front, exactly once, then the body in paragraphs.
/// Composing what was composed changes nothing.
/// </summary>
public static class CommentComposer
{
    private const int MaxRead = 40_000;

    /// <summary>Composes what a person wrote or edited: HTML or plain text, with or without the disclosure.</summary>
    /// <param name="disclosure">Plain text, not empty; see <c>DisclosureRules</c>.</param>
    /// <param name="body">The text. A disclosure in it, however it is set, is taken out first.</param>
    /// <exception cref="ArgumentException">The disclosure holds nothing that could be read.</exception>
    public static ComposedComment Compose(string disclosure, string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var opening = Line(disclosure);
        if (opening.Count == 0) throw new ArgumentException("A comment needs a disclosure.", nameof(disclosure));
        var wasCut = body.Length > MaxRead;
        var reading = CommentReader.Read(wasCut ? body[..MaxRead] : body);
        var opened = CommentHtml.Text(opening);
        var rest = new DisclosureFilter(opened).Remove(reading.Glyphs);
        return new(opened, CommentHtml.Write(opening) + CommentHtml.Write(rest), CommentHtml.Text(rest), reading.RefusedElements, wasCut);
    }

    /// <summary>Composes what a model wrote: as <see cref="Compose"/>, after its Markdown and its chatter around the comment are gone.</summary>
    /// <param name="disclosure">Plain text, not empty.</param>
    /// <param name="text">The model's answer, without its reasoning.</param>
    /// <exception cref="ArgumentException">The disclosure holds nothing that could be read.</exception>
    public static ComposedComment ComposeModelText(string disclosure, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Far longer than any comment: not worth a search, and refused as too long anyway.
        return Compose(disclosure, text.Length > MaxRead ? text : ModelText.ToBody(text));
    }

    // The disclosure is plain text: nothing in it is a tag.
    private static IReadOnlyList<Glyph> Line(string disclosure)
    {
        var line = new GlyphLine();
        line.Add(disclosure, Emphasis.None);
        return line.ToGlyphs();
    }
}
