using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Pipeline.Domain.Faults;
using Pipeline.Testing;
using Pipeline.Testing.Processes;

namespace Pipeline.Faults.CrashPoints;

/// <summary>
/// A program that is started again and again, each time with all crash points that it hasn't died at yet: whichever it
/// comes to first ends it. So it also dies at one place while it still recovers from another.
/// </summary>
internal sealed partial class ArmedProgram(string name, Func<string, ServiceProcess> start, params IReadOnlyList<IReadOnlyList<CrashPoint>> phases) : IAsyncDisposable
{
    /// <summary>128 + SIGKILL.</summary>
    private const int Killed = 137;

    private const int Tail = 3000;

    /// <summary>The next point is passed long before; a machine may be slow.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(4);

    private volatile ImmutableHashSet<CrashPoint> _left = [.. phases.SelectMany(points => points)];
    private readonly ConcurrentQueue<string> _unexpected = new();
    private readonly ConcurrentQueue<string> _deaths = new();
    private ServiceProcess? _process;

    /// <summary>Once it has died everywhere, it comes back when this holds: somebody may have to see it dead.</summary>
    public Func<bool> MayComeBack { get; init; } = () => true;

    /// <summary>Where it hasn't died yet.</summary>
    public IEnumerable<CrashPoint> Left => _left;

    /// <summary>Where it died, one after the other, and how long it had lived.</summary>
    public IReadOnlyCollection<string> Deaths => _deaths;

    /// <summary>Ends that no crash point explains.</summary>
    public IReadOnlyCollection<string> Unexpected => _unexpected;

    /// <summary>The end of what it has written since its last start.</summary>
    public string LastWords => $"--- {name}{Environment.NewLine}{(_process?.Output is { Length: > Tail } output ? output[^Tail..] : _process?.Output)}";

    /// <summary>Starts it unarmed.</summary>
    public async Task StartAsync()
    {
        _process = start("");
        await _process.ReadyAsync(StartLimit, TestContext.Current.CancellationToken);
    }

    /// <summary>Ends it, as a crash would.</summary>
    public async Task KillAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        _process = null;
    }

    /// <summary>Dies and comes back until no point of a phase is left, or for too long nobody has died; then it comes back unarmed.</summary>
    public async Task DieEverywhereAsync(int phase, CancellationTokenSource tooLong)
    {
        if (phase >= phases.Count || phases[phase].Count == 0) return;
        await KillAsync();
        while (phases[phase].Where(_left.Contains).ToList() is { Count: > 0 } left && !tooLong.IsCancellationRequested)
        {
            await DieAsync(left, tooLong.Token);
            tooLong.CancelAfter(Patience);
        }

        var last = phase == phases.Count - 1;
        await Eventually.TrueAsync(() => !last || MayComeBack() || tooLong.IsCancellationRequested, 2 * Patience, $"{name} may come back", TestContext.Current.CancellationToken);
        await StartAsync();
    }

    private async Task DieAsync(List<CrashPoint> left, CancellationToken tooLong)
    {
        var born = Stopwatch.GetTimestamp();
        _process = start(string.Join(',', left.Select(CrashPointNames.Of)));
        try
        {
            var exit = await _process.ExitedAsync(tooLong);
            if (exit == Killed && PointOf(_process.Output) is { } point && _left.Contains(point))
            {
                _left = _left.Remove(point);
                _deaths.Enqueue($"{name} died at {CrashPointNames.Of(point)} after {Stopwatch.GetElapsedTime(born).TotalSeconds:0.0} s");
            }
            else
            {
                _unexpected.Enqueue($"It ended with {exit}. {LastWords}");
            }
        }
        catch (OperationCanceledException) when (tooLong.IsCancellationRequested)
        {
            // The points that are left say enough.
        }
        finally
        {
            await KillAsync();
        }
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private static CrashPoint? PointOf(string output) => LastPoint().Match(output) is { Success: true } last ? CrashPointNames.Find(last.Groups["name"].Value) : null;

    [GeneratedRegex(@"^Crash point (?<name>\S+)\s*$", RegexOptions.Multiline)]
    private static partial Regex LastPoint();
}
