using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Pipeline.Persistence;

/// <summary>How long transactions take: measured, and told where one takes too long.</summary>
public sealed partial class TransactionTimes(ILogger<TransactionTimes> logger)
{
    /// <summary>Longer than this, a transaction keeps others waiting.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(500);

    private const int ToldOf = 120;

    private static readonly Meter Meter = new("Pipeline.Database");

    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>(
        "pipeline.database.transaction.duration", "ms", "How long a transaction took, from its first statement to its end.");

    /// <summary>One has ended.</summary>
    /// <param name="duration">From its beginning.</param>
    /// <param name="kind"><c>statement</c> of a ledger, or <c>unit</c> of several statements.</param>
    /// <param name="what">What tells people which one it was.</param>
    public void Ended(TimeSpan duration, string kind, string what)
    {
        ArgumentNullException.ThrowIfNull(what);
        Durations.Record(duration.TotalMilliseconds, new KeyValuePair<string, object?>("kind", kind));
        if (duration > Limit) Log.Long(logger, duration.TotalMilliseconds, what.Length > ToldOf ? what[..ToldOf] : what);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A transaction took {Milliseconds:0} ms: {What}")]
        public static partial void Long(ILogger logger, double milliseconds, string what);
    }
}
