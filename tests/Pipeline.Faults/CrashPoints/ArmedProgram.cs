using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Pipeline.Domain.Faults;
using Pipeline.Testing.Processes;

namespace Pipeline.Faults.CrashPoints;

/// <summary>
/// A program that is started again and again, each time with all crash points that it hasn't died at yet: whichever it
/// comes to first ends it. So it also dies at one place while it still recovers from another; for <see cref="Chains"/> it is
/// said from which.
/// </summary>
internal sealed partial class ArmedProgram(string name, Func<string, ServiceProcess> start, params IReadOnlyList<IReadOnlyList<CrashPoint>> phases) : IAsyncDisposable
{
    /// <summary>
    /// Where it dies right after each other, over the same comment: the proof that the site has it is lost twice; it was let go
    /// and never left, and its absence is lost, too; what was never let go is not even withdrawn. And over the same order:
    /// the saga was never told, and the sweep that sees it dies, too.
    /// </summary>
    public static readonly IReadOnlyList<CrashPoint[]> Chains =
    [
        [CrashPoint.PostingAnswered, CrashPoint.ReadbackFound],
        [CrashPoint.PostingPermitGiven, CrashPoint.ReadbackRetired, CrashPoint.ReadbackAbsent],
        [CrashPoint.PostingClaimed, CrashPoint.ReadbackWithdrawn],
        [CrashPoint.OrderWritten, CrashPoint.SweepBehind],
    ];

    /// <summary>The first link of a chain that not every such death leads on from: the clock tells of a start, only of a stop or a pause the sweep.</summary>
    private static readonly CrashPoint[] Repeated = [CrashPoint.OrderWritten];

    /// <summary>128 + SIGKILL.</summary>
    private const int Killed = 137;

    private const int Tail = 3000;
    private const int LooksAtADeadOne = 40;

    /// <summary>The next point is passed long before; a machine may be slow.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.5);

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(4);

    private readonly ConcurrentQueue<string> _unexpected = new();
    private readonly ConcurrentQueue<(CrashPoint Point, TimeSpan Lived)> _deaths = new();
    private ServiceProcess? _process;

    /// <summary>Once it has died everywhere, it comes back when this holds: somebody may have to see it dead.</summary>
    public Func<bool> MayComeBack { get; init; } = () => true;

    /// <summary>Where it hasn't died yet.</summary>
    public IEnumerable<CrashPoint> Left => phases.SelectMany(points => points).Except(DiedAt);

    /// <summary>Where it died, one after the other.</summary>
    public IEnumerable<CrashPoint> DiedAt => _deaths.Select(death => death.Point);

    /// <summary>The same with how long it had lived.</summary>
    public IEnumerable<string> Deaths => _deaths.Select(death => $"{name} died at {CrashPointNames.Of(death.Point)} after {death.Lived.TotalSeconds:0.0} s");

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
        while (Next(phases[phase]) is { Count: > 0 } armed && !tooLong.IsCancellationRequested)
        {
            await DieAsync(armed, tooLong.Token);
            tooLong.CancelAfter(Patience);
        }

        // Who had to see it dead may have died just then: it dies once more.
        while (phase == phases.Count - 1 && !await MayComeBackAsync(tooLong.Token)) await DieAsync([.. phases[phase]], tooLong.Token);
        await StartAsync();
    }

    private async Task<bool> MayComeBackAsync(CancellationToken tooLong)
    {
        using var pause = new PeriodicTimer(Look);
        for (var looks = 0; looks < LooksAtADeadOne && !MayComeBack() && !tooLong.IsCancellationRequested; looks++) await pause.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        return MayComeBack() || tooLong.IsCancellationRequested;
    }

    /// <summary>Where it can die next: in a chain at the next link alone (or again at the one before, if that may help), and nowhere else at a later one.</summary>
    private List<CrashPoint> Next(IReadOnlyList<CrashPoint> phase)
    {
        var left = phase.Where(Left.Contains).ToList();
        var last = DiedAt.Select(point => (CrashPoint?)point).LastOrDefault();
        var next = left.Where(point => Before(point) is { } before && before == last).ToList();
        return next.Count > 0 ? [.. next, .. Repeated.Where(point => point == last)] : [.. left.Where(point => Before(point) is not { } before || !Left.Contains(before))];
    }

    private static CrashPoint? Before(CrashPoint point) =>
        Chains.Select(chain => Array.IndexOf(chain, point) is > 0 and var link ? chain[link - 1] : (CrashPoint?)null).FirstOrDefault(before => before is not null);

    private async Task DieAsync(List<CrashPoint> armed, CancellationToken tooLong)
    {
        var born = Stopwatch.GetTimestamp();
        _process = start(string.Join(',', armed.Select(CrashPointNames.Of)));
        try
        {
            var exit = await _process.ExitedAsync(tooLong);
            if (exit == Killed && PointOf(_process.Output) is { } point && armed.Contains(point)) _deaths.Enqueue((point, Stopwatch.GetElapsedTime(born)));
            else _unexpected.Enqueue($"It ended with {exit}. {LastWords}");
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
