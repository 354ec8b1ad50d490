namespace Pipeline.Sites.Http;

/// <summary>Reads <c>Retry-After</c>, in seconds or as a date (RFC 9110, 10.2.3).</summary>
internal static class RetryAfter
{
    /// <summary>More than a day is taken for a mistake, and cut.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>How long from now; null: nothing is said, or nothing readable.</summary>
    public static TimeSpan? Of(HttpResponseMessage response, TimeProvider time)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? header?.Date - time.GetUtcNow();
        if (wait is not { } known) return null;
        return known < TimeSpan.Zero ? TimeSpan.Zero : known > Longest ? Longest : known;
    }
}
