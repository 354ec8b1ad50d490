namespace Pipeline.Domain.Comments;

/// <summary>Why a comment may not be sent. See <see cref="CommentRules"/>.</summary>
public enum CommentProblemKind
{
    /// <summary>Nothing to read in it.</summary>
    Empty = 1,

    /// <summary>Under <see cref="CommentRules.MinLength"/> characters.</summary>
    TooShort = 2,

    /// <summary>Over <see cref="CommentRules.MaxLength"/> characters.</summary>
    TooLong = 3,

    /// <summary>Over five words, under half of them distinct.</summary>
    Repetitive = 4,

    /// <summary>A placeholder that was left unfilled.</summary>
    Placeholder = 5,

    /// <summary>An address of a page or a mailbox, or a mention.</summary>
    Link = 6,

    /// <summary>An element that no comment may hold.</summary>
    Markup = 7,

    /// <summary>A passage of the instructions to the model.</summary>
    Instructions = 8,

    /// <summary>The HTML doesn't open with the disclosure in a paragraph of its own, or has it again.</summary>
    Disclosure = 9,
}

/// <summary>One reason why a comment may not be sent.</summary>
/// <param name="Kind">Which rule.</param>
/// <param name="Message">A sentence for people, in English: what is wrong and what would be right.</param>
public sealed record CommentProblem(CommentProblemKind Kind, string Message);
