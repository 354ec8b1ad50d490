using Pipeline.Bench.Installations;
using Pipeline.Bench.Measuring;
using Pipeline.Bench.Servers;

namespace Pipeline.Bench.Scenarios;

/// <summary>How cost grows with a process's accounts: the same number of records as one, ten and fifty, and what a look costs that finds nothing.</summary>
internal sealed class AccountsScenario : IScenario
{
    private const int Records = 1_000;
    private const int Looks = 10;

    private static readonly int[] Accounts = [1, 10, 50];

    public string Name => "accounts";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchServers servers, int repeats, CancellationToken cancellation)
    {
        List<Figure> throughput = [], looks = [];
        await using var installation = await BenchInstallation.StartAsync(servers, ThroughputScenario.Settings, cancellation);
        await installation.AddZeroLatencyWorkersAsync(cancellation);
        var processes = await installation.PrepareAsync(cancellation);
        foreach (var accounts in Accounts)
        {
            await PostAsync(processes, accounts, cancellation); // Warms up, and logs in.
            List<double> rates = [], statements = [];
            for (var i = 0; i < repeats; i++)
            {
                var (process, rate) = await PostAsync(processes, accounts, cancellation);
                rates.Add(rate);
                statements.Add(await LookAsync(installation, processes, process, cancellation));
            }

            throughput.Add(new($"throughput as {accounts} accounts", "records/s", null, new(rates), AsOne(throughput)));
            looks.Add(new($"a look as {accounts} accounts: statements of the worker", "statements", null, new(statements), AsOne(looks)));
        }

        return [.. throughput, .. looks];
    }

    private static Reference? AsOne(List<Figure> before) => before.Count > 0 ? new("as one", before[0].Measured) : null;

    private static async Task<(Guid Process, double Rate)> PostAsync(BenchProcesses processes, int accounts, CancellationToken cancellation)
    {
        var process = await processes.AddAsync(Records / accounts, cancellation, accounts: accounts);
        return (process, Records / (await processes.PostAllAsync(process, Records, cancellation)).TotalSeconds);
    }

    /// <summary>The process has found all there is: each further look finds nothing new.</summary>
    private static async Task<double> LookAsync(BenchInstallation installation, BenchProcesses processes, Guid process, CancellationToken cancellation)
    {
        var discovery = installation.Workers[0];
        await processes.UntilNoRunAsync(cancellation);
        var before = await ServiceMetrics.SumAsync(discovery, ServiceMetrics.Statements, cancellation);
        for (var look = 0; look < Looks; look++)
        {
            await processes.RunNowAsync(process, cancellation);
            await processes.UntilNoRunAsync(cancellation);
        }

        var asked = await ServiceMetrics.SumAsync(discovery, ServiceMetrics.Statements, cancellation) - before;
        await processes.StopAsync(process, cancellation);
        return asked / Looks;
    }
}
