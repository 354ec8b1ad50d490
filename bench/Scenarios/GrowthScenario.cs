using Pipeline.Bench.Installations;
using Pipeline.Bench.Measuring;
using Pipeline.Bench.Servers;

namespace Pipeline.Bench.Scenarios;

/// <summary>Whether a ledger that has grown is as fast: the throughput with five million finished records, and in the same installation before they were there.</summary>
internal sealed class GrowthScenario : IScenario
{
    private const int Finished = 5_000_000;
    private const int Records = 2_000;

    public string Name => "growth";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchServers servers, int repeats, CancellationToken cancellation)
    {
        await using var installation = await BenchInstallation.StartAsync(servers, ThroughputScenario.Settings, cancellation);
        await installation.AddZeroLatencyWorkersAsync(cancellation);
        var processes = await installation.PrepareAsync(cancellation);
        await processes.PostAllAsync(Records, cancellation);
        var before = await processes.PostAllAsync(Records, repeats, cancellation);
        await SeededRecords.AddAsync(installation.Database, await processes.AddAsync(0, cancellation), Finished, cancellation);
        var after = await processes.PostAllAsync(Records, repeats, cancellation);
        return [new($"throughput with {Finished:#,0} finished records", "records/s", Goal.Least(0.9), after, new("with none", before))];
    }
}
