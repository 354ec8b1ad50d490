using Pipeline.Domain.Errors;

namespace Pipeline.Sites;

/// <summary>
/// An operation on a site failed. The message is for people and holds no secret. An operation throws this, the
/// caller's own cancellation, or what its <see cref="IRequestPermit"/> threw; anything else is a bug.
/// </summary>
public class SiteException : Exception
{
    /// <summary>A failure of a known kind.</summary>
    public SiteException(ErrorKind kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    /// <summary>Why it failed.</summary>
    public ErrorKind Kind { get; }

    /// <summary>Whether a write may have got through all the same. For operations that only read: <see cref="WriteState.NotSent"/>.</summary>
    public WriteState Write { get; init; }

    /// <summary>How long the site asked to be left alone (<c>Retry-After</c>); null: it didn't say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
