using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Pipeline.DemoSite;
using Pipeline.DemoSite.Accounts;
using Pipeline.Domain.Faults;
using Pipeline.Faults.Deployment;
using Pipeline.Testing;
using Pipeline.Testing.Processes;

namespace Pipeline.Faults.CrashPoints;

/// <summary>
/// An installation whose programs die at every crash point there is while people and the site keep them busy, and that is
/// left in peace afterwards until it has recovered. It runs once; its tests read what became of it.
/// </summary>
public abstract class CrashedInstallation : IAsyncLifetime
{
    public const string Token = "a-token-of-the-administrator-for-this-test";

    private const int Phases = 3;

    private readonly List<ArmedProgram> _programs = [];
    private readonly List<string> _times = [];
    private WebApplication _site = null!;
    private Uri _address = null!;

    /// <summary>Where no program died.</summary>
    public IReadOnlySet<CrashPoint> Missed => _programs.SelectMany(program => program.Left).ToHashSet();

    /// <summary>Ends of programs that no crash point explains.</summary>
    public IReadOnlyList<string> UnexpectedEnds => [.. _programs.SelectMany(program => program.Unexpected)];

    /// <summary>Where each program died, one after the other.</summary>
    public IEnumerable<IReadOnlyList<CrashPoint>> DiedAt => _programs.Select(program => program.DiedAt.ToList());

    /// <summary>Where the programs died, and when it was over.</summary>
    public IEnumerable<string> Deaths => [.. _programs.SelectMany(program => program.Deaths), .. _times];

    /// <summary>What the programs wrote last.</summary>
    public string LastWords => string.Join(Environment.NewLine, _programs.Select(program => program.LastWords));

    /// <summary>What was to be done, and what became of it.</summary>
    public BusyProcesses Work { get; private set; } = null!;

    /// <summary>The demo site's control API.</summary>
    public PipelineApi Site { get; private set; } = null!;

    /// <summary>What every program of both modes is told: the defaults, made smaller together, and no giving up.</summary>
    protected IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Ledger__Lease"] = "00:00:05",
        ["Ledger__RenewEvery"] = "00:00:01",
        ["Ledger__Stall"] = "00:00:03",
        ["Ledger__SendWithin"] = "00:00:05",
        ["Ledger__Grace"] = "00:00:05",
        ["Ledger__RunLease"] = "00:00:05",
        ["Ledger__LoginLease"] = "00:00:05",
        ["Ledger__Backoff"] = "00:00:00.2",
        ["Ledger__MaxStarts"] = "100",
        ["Ledger__MaxTries"] = "100",
        ["Clock__Sweep"] = "00:00:01",
        ["Clock__Counts"] = "00:00:01",
        ["Http__AllowedInternalHosts"] = _site.Address().Authority,
        ["Gateway__Admin__Email"] = "admin@pipeline.example",
        ["Gateway__Admin__Password"] = "a-password-for-this-test",
        ["Gateway__Admin__Token"] = Token,
    };

    public async ValueTask InitializeAsync()
    {
        _site = DemoSiteApp.Build(new DemoSiteOptions { Url = "http://127.0.0.1:0", Control = true, Articles = 0, NewArticleInterval = null, Accounts = [.. BusyProcesses.Accounts] });
        await _site.StartAsync(TestContext.Current.CancellationToken);
        Site = new PipelineApi(new Uri(_site.Address(), "_demo/"));
        _address = await PrepareAsync();
        using (var api = new PipelineApi(new Uri(_address, "api/v1/"), Token))
        {
            await Task.WhenAll(_programs.Select(program => program.StartAsync()));
            Work = new BusyProcesses(api, Site, _site.Address());
            await Work.MakeAsync();
        }

        await Timed("dying", DieEverywhereAsync);
        await Timed("recovering", RecoverAsync);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var program in _programs) await program.DisposeAsync();
        Site?.Dispose();
        await _site.DisposeAsync();
        await CleanAsync();
    }

    /// <summary>Makes what the programs need, and adds them.</summary>
    /// <returns>Where the Gateway listens.</returns>
    protected abstract Task<Uri> PrepareAsync();

    protected abstract Task CleanAsync();

    protected void Add(string project, IReadOnlyDictionary<string, string?> settings, int port, string[] arguments, params IReadOnlyList<IReadOnlyList<CrashPoint>> phases) =>
        Add(project, settings, port, arguments, () => true, phases);

    /// <summary>One that comes back from its last death only when <paramref name="mayComeBack"/> holds.</summary>
    protected void Add(
        string project, IReadOnlyDictionary<string, string?> settings, int port, string[] arguments, Func<bool> mayComeBack, params IReadOnlyList<IReadOnlyList<CrashPoint>> phases) =>
        _programs.Add(new(
            project, armed => ServiceProcess.Start($"services/{project}", new Dictionary<string, string?>(settings) { ["CrashPoints__Crash"] = armed }, arguments, port), phases)
        {
            MayComeBack = mayComeBack,
        });

    private async Task DieEverywhereAsync()
    {
        using var tooLong = new CancellationTokenSource(ArmedProgram.Patience);
        using var done = new CancellationTokenSource();
        using var people = new PipelineApi(new Uri(_address, "api/v1/"), Token);
        var busy = KeepBusyAsync(people, tooLong, done.Token);
        for (var phase = 0; phase < Phases; phase++) await Task.WhenAll(_programs.Select(program => program.DieEverywhereAsync(phase, tooLong)));
        await done.CancelAsync();
        await busy;
    }

    /// <summary>Without work nobody would die any more: there is no use in waiting.</summary>
    private async Task KeepBusyAsync(PipelineApi people, CancellationTokenSource tooLong, CancellationToken enough)
    {
        try
        {
            await Work.KeepBusyAsync(people, enough);
        }
        catch
        {
            await tooLong.CancelAsync();
            throw;
        }
    }

    private async Task Timed(string what, Func<Task> act)
    {
        var started = Stopwatch.GetTimestamp();
        await act();
        _times.Add($"{what}: {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
    }

    private async Task RecoverAsync()
    {
        using var api = new PipelineApi(new Uri(_address, "api/v1/"), Token);
        await Work.RecoveredAsync(api);
    }
}
