using System.Globalization;

namespace Pipeline.Chaos.Clocks;

/// <summary>The system's clock, wrong by what a file says. Timers and time-outs run right, as they do when somebody sets a machine's clock.</summary>
internal sealed class OffsetClock(string file) : TimeProvider
{
    private const long LookEvery = 200;

    private readonly Lock _gate = new();
    private long _looked = -LookEvery;
    private TimeSpan _offset;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset();

    private TimeSpan Offset()
    {
        lock (_gate)
        {
            if (Environment.TickCount64 - _looked < LookEvery) return _offset;
            _looked = Environment.TickCount64;

            // The file is gone once the run is over: what still runs then keeps its time.
            if (File.Exists(file)) _offset = TimeSpan.FromSeconds(double.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture));
            return _offset;
        }
    }
}
