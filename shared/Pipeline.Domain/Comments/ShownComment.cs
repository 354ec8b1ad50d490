namespace Pipeline.Domain.Comments;

/// <summary>Makes a comment fit to be shown on a page of ours.</summary>
public static class ShownComment
{
    /// <summary>
    /// The comment written anew from its characters alone: p, strong, em and br without attributes, everything else as
    /// text. Whatever was in the input, nothing of its markup is copied out.
    /// </summary>
    /// <param name="text">HTML or plain text, of any origin.</param>
    /// <returns>HTML that is safe inside an element's content.</returns>
    public static string Html(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return CommentHtml.Write(CommentReader.Read(text).Glyphs);
    }
}
