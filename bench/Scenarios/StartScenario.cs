using System.Collections.Concurrent;
using Pipeline.Bench.Installations;
using Pipeline.Bench.Measuring;
using Pipeline.Bench.Servers;

namespace Pipeline.Bench.Scenarios;

/// <summary>How soon start and run now are answered while a hundred people ask at once, each for a process of their own (P-JOB-START).</summary>
internal sealed class StartScenario : IScenario
{
    private const int Users = 100;

    public string Name => "start";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchServers servers, int repeats, CancellationToken cancellation)
    {
        List<double> starts = [], runs = [];
        await using var installation = await BenchInstallation.StartAsync(servers, ThroughputScenario.Settings, cancellation);
        await installation.AddZeroLatencyWorkersAsync(cancellation);
        var processes = await installation.PrepareAsync(cancellation);
        var mine = new List<Guid>();
        for (var user = 0; user < Users; user++) mine.Add(await processes.AddAsync(0, cancellation));
        for (var i = -1; i < repeats; i++)
        {
            var start = await AskAsync(mine, process => processes.StartAsync(process, cancellation));
            await processes.UntilQuietAsync("running", Users, cancellation);
            var run = await AskAsync(mine, process => processes.RunNowAsync(process, cancellation));
            await AskAsync(mine, process => processes.StopAsync(process, cancellation));
            await processes.UntilQuietAsync("stopped", Users, cancellation);
            if (i < 0) continue; // The first round warms up.
            starts.Add(start);
            runs.Add(run);
        }

        return
        [
            new($"start, p99, {Users} users at once", "ms", Goal.Most(100), new(starts)),
            new($"run now, p99, {Users} users at once", "ms", Goal.Most(100), new(runs)),
        ];
    }

    /// <summary>All ask once, at the same moment; the p99 of the answers. One that isn't a success is thrown.</summary>
    private static async Task<double> AskAsync(IEnumerable<Guid> processes, Func<Guid, Task> ask)
    {
        var times = new ConcurrentBag<double>();
        await Task.WhenAll(processes.Select(async process => times.Add(await Stopwatches.MillisecondsAsync(() => ask(process)))));
        return Samples.Percentile(times, 0.99);
    }
}
