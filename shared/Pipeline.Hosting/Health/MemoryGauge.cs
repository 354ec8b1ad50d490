using Microsoft.Extensions.Options;

namespace Pipeline.Hosting.Health;

/// <summary>Reads how much memory the process occupies, and judges it.</summary>
public sealed class MemoryGauge(IOptions<MemoryOptions> options)
{
    private readonly long _limit = options.Value.LimitBytes > 0 ? options.Value.LimitBytes : MemoryLimit.OfThisProcess();

    /// <summary>The memory as it is now.</summary>
    public MemoryReport Read() => Judge(Environment.WorkingSet);

    internal MemoryReport Judge(long used)
    {
        var ratio = (double)used / _limit;
        var status = ratio >= options.Value.Critical ? "critical" : ratio >= options.Value.Warning ? "warning" : "ok";
        return new MemoryReport(used, _limit, Math.Round(ratio, 4), status);
    }
}
