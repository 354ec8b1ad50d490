namespace Pipeline.Bench.Measuring;

/// <summary>A span of time over which something is counted: it takes as long as it takes.</summary>
internal static class Window
{
    /// <summary>Returns when it is over.</summary>
    public static Task PassAsync(TimeSpan span, CancellationToken cancellation) => Task.Delay(span, cancellation);
}
