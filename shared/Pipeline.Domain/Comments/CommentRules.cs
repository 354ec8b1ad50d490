using System.Globalization;

namespace Pipeline.Domain.Comments;

/// <summary>
/// What a comment must be before it may be sent, whoever wrote it. Lengths are in characters (code points) of the text that a reader sees
/// after the disclosure; breaks don't count.
/// </summary>
public static class CommentRules
{
    /// <summary>Fewest characters.</summary>
    public const int MinLength = 50;

    /// <summary>Most characters.</summary>
    public const int MaxLength = 5_000;

    private const int WordsAlwaysFine = 5;

    /// <summary>Checks a comment that <see cref="CommentComposer"/> made.</summary>
    /// <param name="comment">The comment.</param>
    /// <param name="instructions">Texts that must not show through: the fixed parts of the prompts that a model was given.</param>
    /// <returns>Every problem found; empty if the comment may be sent.</returns>
    public static IReadOnlyList<CommentProblem> Check(ComposedComment comment, IEnumerable<string>? instructions = null)
    {
        ArgumentNullException.ThrowIfNull(comment);
        var words = CommentWords.Of(comment.Body);
        IEnumerable<CommentProblem?> problems =
        [
            Markup(comment.RefusedElements),
            Length(comment, words.Count),
            Repetition(words),
            Placeholder(comment.Body),
            Link(comment.Body),
            .. (instructions ?? []).Select(text => Instruction(words, text)).Where(found => found is not null).Take(1),
        ];
        return [.. problems.OfType<CommentProblem>()];
    }

    /// <summary>Checks HTML that was stored or comes from elsewhere: it must also be exactly what composing it gives.</summary>
    /// <param name="disclosure">The disclosure that it has to open with.</param>
    /// <param name="html">The HTML.</param>
    /// <returns>Every problem found; empty if the comment may be sent as it is.</returns>
    public static IReadOnlyList<CommentProblem> Check(string disclosure, string html)
    {
        var composed = CommentComposer.Compose(disclosure, html);
        var problems = Check(composed);
        return composed.Html == html
            ? problems
            : [new(CommentProblemKind.Disclosure, $"The comment must open with the paragraph \"{composed.Disclosure}\", once, and hold no markup but p, strong, em and br."), .. problems];
    }

    private static CommentProblem? Markup(IReadOnlyList<string> elements) => elements.Count == 0
        ? null
        : new(CommentProblemKind.Markup, $"The comment holds <{string.Join(">, <", elements)}>: only p, strong, em and br are allowed.");

    private static CommentProblem? Length(ComposedComment comment, int words)
    {
        var length = comment.Body.EnumerateRunes().Count(rune => rune.Value != '\n');
        if (words == 0) return new(CommentProblemKind.Empty, "The comment is empty: nothing stands in it besides the disclosure.");
        if (comment.WasCut || length > MaxLength)
            return new(CommentProblemKind.TooLong, string.Create(CultureInfo.InvariantCulture, $"The comment is too long: at most {MaxLength} characters besides the disclosure."));
        return length >= MinLength
            ? null
            : new(CommentProblemKind.TooShort, string.Create(CultureInfo.InvariantCulture, $"The comment has {length} characters besides the disclosure: at least {MinLength} are needed."));
    }

    private static CommentProblem? Repetition(IReadOnlyList<string> words)
    {
        var distinct = words.Distinct(StringComparer.Ordinal).Count();
        return words.Count <= WordsAlwaysFine || distinct * 2 >= words.Count
            ? null
            : new(CommentProblemKind.Repetitive, string.Create(CultureInfo.InvariantCulture, $"The comment repeats itself: of its {words.Count} words only {distinct} are distinct."));
    }

    private static CommentProblem? Placeholder(string body) => CommentPatterns.Placeholder(body) is { } found
        ? new(CommentProblemKind.Placeholder, $"The comment holds what looks like an unfilled placeholder: {found}")
        : null;

    private static CommentProblem? Link(string body) => CommentPatterns.Link(body) is { } found
        ? new(CommentProblemKind.Link, $"The comment holds an address or a mention, which is not allowed: {found}")
        : null;

    private static CommentProblem? Instruction(IReadOnlyList<string> words, string instruction) => CommentWords.SharedPassage(words, CommentWords.Of(instruction)) is { } passage
        ? new(CommentProblemKind.Instructions, $"The comment repeats instructions that were meant for the writer: \"{passage}\"")
        : null;
}
