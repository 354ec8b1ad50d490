using Pipeline.Bench.Installations;
using Pipeline.Bench.Measuring;
using Pipeline.Bench.Servers;

namespace Pipeline.Bench.Scenarios;

/// <summary>
/// 10,000 running processes that look every 180 s and find nothing (P-PROCESSES): how late their runs are queued after the
/// moment at which they were due, and the processor time of everything but the servers, beside that of 1,000. By cron, which knows no back-off.
/// </summary>
internal sealed class ProcessesScenario : IScenario
{
    private const int Processes = 10_000;
    private const int Few = 1_000;
    private const int StartsAtOnce = 8;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    public string Name => "processes";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchServers servers, int repeats, CancellationToken cancellation)
    {
        await using var installation = await BenchInstallation.StartAsync(servers, ThroughputScenario.Settings, cancellation);
        await installation.AddZeroLatencyWorkersAsync(cancellation);
        var processes = await installation.PrepareAsync(cancellation);
        var copies = await ProcessCopies.AddAsync(installation.Database, await processes.AddAsync(0, cancellation), Processes, cancellation);
        await ProcessCopies.WatchLatenessAsync(installation.Database, cancellation);
        await StartAsync(installation, processes, copies.Take(Few), cancellation);
        var few = await MeasureAsync(installation, repeats, cancellation);
        await StartAsync(installation, processes, copies.Skip(Few), cancellation);
        var all = await MeasureAsync(installation, repeats, cancellation);
        return
        [
            new($"{Processes:#,0} processes at 180 s: how late, p99", "s", Goal.Most(5), all.Late),
            new("processor time of all five services meanwhile", "% of a core", Goal.Most(20), all.Processor),
            new("of that, the Gateway with clock and sagas", "% of a core", null, all.Gateway),
            new("runs meanwhile", "runs/s", null, all.Runs),
            new($"processor time of all five with {Few:#,0} processes", "% of a core", null, few.Processor),
        ];
    }

    private sealed record Minutes(Samples Late, Samples Processor, Samples Gateway, Samples Runs);

    private static async Task StartAsync(BenchInstallation installation, BenchProcesses processes, IEnumerable<Guid> copies, CancellationToken cancellation)
    {
        var bounds = new ParallelOptions { MaxDegreeOfParallelism = StartsAtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(copies, bounds, async (process, token) => await processes.StartAsync(process, token));
        await UntilAllHaveRunAsync(installation, cancellation);
    }

    private static async Task<Minutes> MeasureAsync(BenchInstallation installation, int repeats, CancellationToken cancellation)
    {
        List<double> late = [], processor = [], gateway = [], runs = [];
        for (var i = 0; i < repeats; i++)
        {
            await ProcessCopies.ForgetLatenessAsync(installation.Database, cancellation);
            var (all, alone) = (Used(installation), ProcessUsage.ProcessorTimeOf(installation.Gateway.Id));
            await Window.PassAsync(Minute, cancellation);
            processor.Add(100 * (Used(installation) - all) / Minute);
            gateway.Add(100 * (ProcessUsage.ProcessorTimeOf(installation.Gateway.Id) - alone) / Minute);
            late.Add(await installation.NumberAsync("SELECT percentile_cont(0.99) WITHIN GROUP (ORDER BY seconds) FROM bench_lateness", null, cancellation));
            runs.Add(await installation.NumberAsync("SELECT count(*) FROM bench_lateness", null, cancellation) / Minute.TotalSeconds);
        }

        return new(new(late), new(processor), new(gateway), new(runs));
    }

    private static TimeSpan Used(BenchInstallation installation) =>
        installation.Workers.Append(installation.Gateway).Select(service => ProcessUsage.ProcessorTimeOf(service.Id)).Aggregate(TimeSpan.Zero, (sum, one) => sum + one);

    /// <summary>The first look comes with the start, all at about the same time.</summary>
    private static async Task UntilAllHaveRunAsync(BenchInstallation installation, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        using var timer = new PeriodicTimer(Look);
        while (await installation.NumberAsync("SELECT count(*) FROM monitoring_processes WHERE status = 1 AND last_run_id IS NULL", null, patience.Token) > 0)
            await timer.WaitForNextTickAsync(patience.Token);
    }
}
