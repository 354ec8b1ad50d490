namespace Pipeline.Domain.Comments;

/// <summary>A comment in the exact form that is sent, made by <see cref="CommentComposer"/>. Whether it may be sent says <see cref="CommentRules"/>.</summary>
public sealed class ComposedComment
{
    internal ComposedComment(string disclosure, string html, string body, IReadOnlyList<string> refusedElements, bool wasCut)
    {
        Disclosure = disclosure;
        Html = html;
        Body = body;
        RefusedElements = refusedElements;
        WasCut = wasCut;
    }

    /// <summary>The disclosure as plain text, in single spaces.</summary>
    public string Disclosure { get; }

    /// <summary>The HTML with the disclosure in front, exactly once: paragraphs, strong, em and br, without attributes.</summary>
    public string Html { get; }

    /// <summary>What a reader sees after the disclosure, as plain text: one line per line, an empty one between paragraphs.</summary>
    public string Body { get; }

    /// <summary>Lower-case names of the elements in the input that no comment may hold, such as <c>a</c> or <c>script</c>. They aren't in <see cref="Html"/>.</summary>
    public IReadOnlyList<string> RefusedElements { get; }

    /// <summary>True if the input was far beyond any allowed length and only its beginning was read.</summary>
    public bool WasCut { get; }
}
