namespace Pipeline.Domain.Errors;

/// <summary>Whether a failed step is worth another try, and when.</summary>
public static class RetryPolicy
{
    /// <summary>
    /// Kinds that may pass by themselves. <see cref="ErrorKind.Internal"/> is among them: a bug is tried again like
    /// transient trouble, until the tries are used up.
    /// </summary>
    public static bool IsTransient(ErrorKind kind) => kind is
        ErrorKind.RateLimited or ErrorKind.Timeout or ErrorKind.Unreachable or ErrorKind.InvalidOutput or ErrorKind.Internal;

    /// <summary>When to try again.</summary>
    /// <param name="kind">What went wrong.</param>
    /// <param name="tries">How often it went wrong before, in this stage.</param>
    /// <param name="maxTries">Tries that may go wrong; then it is given up.</param>
    /// <param name="first">The first back-off; each further one doubles.</param>
    /// <param name="retryAfter">What the other side asked for; it is never undercut.</param>
    /// <param name="jitter">0 to 1: where between 80 % and 120 % of the back-off to land.</param>
    /// <returns>From now; null: give up.</returns>
    public static TimeSpan? Again(ErrorKind kind, int tries, int maxTries, TimeSpan first, TimeSpan? retryAfter, double jitter)
    {
        if (!IsTransient(kind) || tries + 1 >= maxTries) return null;
        var backoff = first * Math.Pow(2, tries) * (0.8 + (0.4 * jitter));
        return retryAfter > backoff ? retryAfter : backoff;
    }
}
