using System.Diagnostics;

namespace Pipeline.Bench.Measuring;

/// <summary>Measures calls.</summary>
internal static class Stopwatches
{
    /// <summary>How long a call takes, in milliseconds.</summary>
    public static async Task<double> MillisecondsAsync(Func<Task> call)
    {
        var started = Stopwatch.GetTimestamp();
        await call();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
