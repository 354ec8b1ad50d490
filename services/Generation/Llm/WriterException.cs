using Pipeline.Domain.Errors;

namespace Pipeline.Generation.Llm;

/// <summary>
/// A comment could not be written. The message is for people and goes onto the record: it never holds a key.
/// </summary>
public sealed class WriterException : Exception
{
    private WriterException(ErrorKind kind, string message, bool isTransient, TimeSpan? retryAfter, Exception? inner)
        : base(message, inner)
    {
        Kind = kind;
        IsTransient = isTransient;
        RetryAfter = retryAfter;
    }

    /// <summary>Why.</summary>
    public ErrorKind Kind { get; }

    /// <summary>Whether trying again later may help.</summary>
    public bool IsTransient { get; }

    /// <summary>How long the provider asked to wait, if it did.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>Trying again may help.</summary>
    public static WriterException Transient(ErrorKind kind, string message, TimeSpan? retryAfter = null, Exception? inner = null) => new(kind, message, true, retryAfter, inner);

    /// <summary>Trying again changes nothing until somebody changes something.</summary>
    public static WriterException Permanent(ErrorKind kind, string message, Exception? inner = null) => new(kind, message, false, null, inner);
}
