using Pipeline.Bench.Installations;
using Pipeline.Bench.Measuring;
using Pipeline.Bench.Servers;

namespace Pipeline.Bench.Scenarios;

/// <summary>What a discovery run costs that finds nothing: requests, logins, the worker's statements, rows.</summary>
internal sealed class EmptyRunScenario : IScenario
{
    private const int Runs = 20;

    /// <summary>Every row that was written but the run's own, its process's and its saga's.</summary>
    private const string RowsWritten =
        "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_user_tables WHERE relname NOT IN ('jobs', 'monitoring_processes', 'monitoring_sagas')";

    /// <summary>PostgreSQL's backends tell of their rows at most once a second.</summary>
    private static readonly TimeSpan Told = TimeSpan.FromSeconds(3);

    public string Name => "empty-run";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchServers servers, int repeats, CancellationToken cancellation)
    {
        List<double> requests = [], logins = [], statements = [], rows = [];
        await using var installation = await BenchInstallation.StartAsync(servers, ThroughputScenario.Settings, cancellation);
        await installation.AddZeroLatencyWorkersAsync(["discovery"], cancellation);
        var discovery = installation.Workers[0];
        var processes = await installation.PrepareAsync(cancellation);
        var process = await processes.AddAsync(0, cancellation);
        await processes.StartAsync(process, cancellation);
        await processes.UntilQuietAsync("running", 1, cancellation);

        async Task<double[]> CountAsync()
        {
            await Window.PassAsync(Told, cancellation);
            return
            [
                await ServiceMetrics.SumAsync(discovery, $"{ZeroLatencySite.RequestsMetric}_total", cancellation),
                await installation.NumberAsync("SELECT sum(version) FROM account_sessions", null, cancellation),
                await ServiceMetrics.SumAsync(discovery, ServiceMetrics.Statements, cancellation),
                await installation.NumberAsync(RowsWritten, null, cancellation),
            ];
        }

        for (var i = 0; i < repeats; i++)
        {
            var before = await CountAsync();
            for (var run = 0; run < Runs; run++)
            {
                await processes.RunNowAsync(process, cancellation);
                await processes.UntilQuietAsync("running", 1, cancellation);
            }

            var each = (await CountAsync()).Zip(before, (now, then) => (now - then) / Runs).ToList();
            foreach (var (list, value) in new[] { requests, logins, statements, rows }.Zip(each)) list.Add(value);
        }

        return
        [
            new("an empty discovery run: requests to the site", "requests", Goal.Most(1), new(requests)),
            new("an empty discovery run: logins", "logins", Goal.Most(0), new(logins)),
            new("an empty discovery run: statements of the worker", "statements", Goal.Most(3), new(statements)),
            new("an empty discovery run: rows written but those of run, process and saga", "rows", Goal.Most(0), new(rows)),
        ];
    }
}
