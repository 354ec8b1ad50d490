using System.Diagnostics;
using System.Globalization;
using Pipeline.Chaos.Faults;
using Pipeline.Chaos.Outcome;

namespace Pipeline.Chaos;

/// <summary>Strikes for a while: one fault after the other, now and then two at once, each with a line of its own.</summary>
public sealed class Storm(FaultCatalog catalog, Progress progress, Dice dice, TextWriter output)
{
    private const int TwoAtOnce = 5;

    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromSeconds(90);

    private readonly List<TimeSpan?> _recoveries = [];

    /// <summary>How many faults struck.</summary>
    public int Faults { get; private set; }

    /// <summary>After each of them, how long it took until the next comment reached the site; null: longer than was waited for.</summary>
    public IReadOnlyList<TimeSpan?> Recoveries => _recoveries;

    /// <summary>Strikes until the time is over; all that was broken by then is healed.</summary>
    public async Task RageAsync(TimeSpan duration, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < duration)
        {
            var strikes = Draw().ToArray();
            var pause = dice.Seconds(1, 5);
            var at = Stopwatch.GetElapsedTime(started);
            await Task.WhenAll(strikes.Select(strike => StrikeAsync(strike, cancellation)));
            await ReportAsync(at, strikes, await progress.NextCommentAsync(RecoveryLimit, cancellation));
            await Task.Delay(pause, cancellation);
        }
    }

    private IEnumerable<Strike> Draw()
    {
        var first = catalog.Next(dice);
        yield return first;
        if (!dice.OnceIn(TwoAtOnce)) yield break;

        var second = catalog.Next(dice);
        while (second.Server is { } server && server == first.Server) second = catalog.Next(dice);
        yield return second;
    }

    private static async Task StrikeAsync(Strike strike, CancellationToken cancellation)
    {
        await strike.Begin(cancellation);
        await Task.Delay(strike.Lasts, cancellation);
        if (strike.End is { } end) await end(cancellation);
    }

    private async Task ReportAsync(TimeSpan at, Strike[] strikes, TimeSpan? recovered)
    {
        Faults += strikes.Length;
        _recoveries.Add(recovered);
        foreach (var strike in strikes)
        {
            var after = recovered is { } time ? $"recovered after {time.TotalSeconds:0.0} s" : $"nothing posted for {RecoveryLimit.TotalSeconds:0} s";
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"  {at:mm\\:ss}  {strike.What,-52} {(strike.Lasts > TimeSpan.Zero ? $"{strike.Lasts.TotalSeconds,5:0.0} s" : "       ")}  {after}"));
        }
    }
}
