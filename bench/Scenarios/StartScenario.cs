using System.Collections.Concurrent;
using Pipeline.Bench.Installations;
using Pipeline.Bench.Measuring;
using Pipeline.Bench.Servers;

namespace Pipeline.Bench.Scenarios;

/// <summary>How soon start and run now are answered while a hundred people ask at once (P-JOB-START).</summary>
internal sealed class StartScenario : IScenario
{
    private const int Users = 100;
    private const int TimesEach = 5;

    private static readonly Dictionary<string, int> Workers = new() { ["discovery"] = 1, ["preparation"] = 1, ["generation"] = 1, ["posting"] = 1 };

    public string Name => "start";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchServers servers, int repeats, CancellationToken cancellation)
    {
        List<double> starts = [], runs = [];
        await using var installation = await BenchInstallation.StartAsync(servers, ThroughputScenario.Settings, cancellation);
        await installation.AddZeroLatencyWorkersAsync(Workers, cancellation);
        var processes = await BenchProcesses.PrepareAsync(installation.Api, cancellation);
        var mine = new List<Guid>();
        for (var user = 0; user < Users; user++) mine.Add(await processes.AddAsync(0, cancellation));
        await AskAsync(installation.Api, mine, "start", cancellation);
        for (var i = 0; i < repeats; i++)
        {
            runs.Add(await AskAsync(installation.Api, mine, "runs", cancellation));
            await AskAsync(installation.Api, mine, "stop", cancellation);
            starts.Add(await AskAsync(installation.Api, mine, "start", cancellation));
        }

        return
        [
            new($"start, p99, {Users} users at once", "ms", Goal.Most(100), new(starts)),
            new($"run now, p99, {Users} users at once", "ms", Goal.Most(100), new(runs)),
        ];
    }

    /// <summary>Each user asks some times, one after the other; the p99 of all answers. One that isn't a success ends the run.</summary>
    private static async Task<double> AskAsync(BenchApi api, IEnumerable<Guid> processes, string order, CancellationToken cancellation)
    {
        var times = new ConcurrentBag<double>();
        await Task.WhenAll(processes.Select(async process =>
        {
            for (var i = 0; i < TimesEach; i++)
                times.Add(await Stopwatches.MillisecondsAsync(() => api.PostAsync($"monitoring-processes/{process}/{order}", null, cancellation)));
        }));
        return Samples.Percentile(times, 0.99);
    }
}
