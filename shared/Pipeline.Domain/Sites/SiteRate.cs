namespace Pipeline.Domain.Sites;

/// <summary>How politely a host is asked: a steady rate with a bounded burst (GCRA).</summary>
/// <param name="RequestsPerSecond">Steady rate, above 0, in requests per second.</param>
/// <param name="Burst">How many requests may follow each other at once, at least 1.</param>
public sealed record SiteRate(double RequestsPerSecond, int Burst)
{
    /// <summary>2 requests per second, burst 5.</summary>
    public static readonly SiteRate Default = new(2, 5);

    /// <summary>The time between two requests at the steady rate.</summary>
    public TimeSpan Interval => TimeSpan.FromSeconds(1 / RequestsPerSecond);
}
