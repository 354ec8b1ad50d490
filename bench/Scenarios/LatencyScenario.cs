using Npgsql;
using Pipeline.Bench.Installations;
using Pipeline.Bench.Measuring;
using Pipeline.Bench.Servers;

namespace Pipeline.Bench.Scenarios;

/// <summary>How long a lone record takes from discovered to posted, by the database's own times, beside one commit of the machine.</summary>
internal sealed class LatencyScenario : IScenario
{
    private const int Records = 20;

    public string Name => "latency";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchServers servers, int repeats, CancellationToken cancellation)
    {
        List<double> ours = [], commits = [];
        await using var machine = await CommitRate.PrepareAsync(servers, cancellation);
        await using var installation = await BenchInstallation.StartAsync(servers, ThroughputScenario.Settings, cancellation);
        await installation.AddZeroLatencyWorkersAsync(cancellation);
        var processes = await installation.PrepareAsync(cancellation);
        await MeasureAsync(installation, processes, cancellation);
        for (var i = 0; i < repeats; i++)
        {
            ours.Add(await MeasureAsync(installation, processes, cancellation));
            commits.Add(1_000 / await machine.MeasureAsync(1, cancellation));
        }

        return [new("latency of a lone record, p50", "ms", Goal.Most(25), new(ours), new("one commit of the machine", new(commits)))];
    }

    private static async Task<double> MeasureAsync(BenchInstallation installation, BenchProcesses processes, CancellationToken cancellation)
    {
        var latencies = new List<double>();
        for (var i = 0; i < Records; i++)
        {
            var process = await processes.AddAsync(1, cancellation);
            await processes.PostAllAsync(process, 1, cancellation);
            latencies.Add(await LatencyAsync(installation.Database, process, cancellation));
        }

        return Samples.Percentile(latencies, 0.5);
    }

    private static async Task<double> LatencyAsync(NpgsqlDataSource database, Guid process, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("SELECT extract(epoch FROM posted_at - discovered_at)::float8 * 1000 FROM article_records WHERE process_id = $1");
        command.Parameters.Add(new() { Value = process });
        return (double)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
