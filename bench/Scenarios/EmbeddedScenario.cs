using System.Globalization;
using Pipeline.Bench.Installations;
using Pipeline.Bench.Measuring;
using Pipeline.Bench.Servers;

namespace Pipeline.Bench.Scenarios;

/// <summary>What the embedded program carries: one process on SQLite with the bus in memory. The records' own times are the API's.</summary>
internal sealed class EmbeddedScenario : IScenario
{
    private const int Records = 500;
    private const int Alone = 10;

    public string Name => "embedded";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchServers servers, int repeats, CancellationToken cancellation)
    {
        List<double> ready = [], rates = [], latencies = [], idle = [], peak = [];
        for (var i = 0; i < repeats; i++)
        {
            await using var installation = await EmbeddedInstallation.StartAsync(ThroughputScenario.Settings, cancellation);
            ready.Add(installation.ReadyAfter.TotalSeconds);
            idle.Add(ProcessUsage.MemoryOf(installation.Program.Id));
            var processes = await BenchProcesses.PrepareAsync(installation.Api, cancellation);
            await processes.PostAllAsync(Records, cancellation); // Warms up.
            rates.Add(await processes.PostAllAsync(Records, cancellation));
            latencies.Add(await LatencyAsync(installation, processes, cancellation));
            peak.Add(ProcessUsage.PeakMemoryOf(installation.Program.Id));
        }

        return
        [
            new("embedded: start to ready, new folder", "s", Goal.Most(4), new(ready)),
            new("embedded: throughput, discovered → posted", "records/s", null, new(rates)),
            new("embedded: latency of a lone record, p50", "ms", null, new(latencies)),
            new("embedded: resident memory, idle", "MiB", null, new(idle)),
            new("embedded: resident memory, peak", "MiB", null, new(peak)),
        ];
    }

    private static async Task<double> LatencyAsync(EmbeddedInstallation installation, BenchProcesses processes, CancellationToken cancellation)
    {
        var times = new List<double>();
        for (var i = 0; i < Alone; i++)
        {
            var process = await processes.AddAsync(1, cancellation);
            await processes.PostAllAsync(process, 1, cancellation);
            var record = (await installation.Api.GetAsync($"article-records?processId={process}", cancellation))["items"]![0]!;
            times.Add((Moment(record["postedAt"]!) - Moment(record["discoveredAt"]!)).TotalMilliseconds);
        }

        return Samples.Percentile(times, 0.5);
    }

    private static DateTimeOffset Moment(System.Text.Json.Nodes.JsonNode text) => DateTimeOffset.Parse(text.GetValue<string>(), CultureInfo.InvariantCulture);
}
