using Pipeline.Bench.Installations;
using Pipeline.Bench.Measuring;
using Pipeline.Bench.Peers;
using Pipeline.Bench.Servers;

namespace Pipeline.Bench.Scenarios;

/// <summary>
/// Records per second from discovered to posted, at a site and with a writer that cost no time: five processes, RabbitMQ and
/// PostgreSQL on this machine, and what a record costs the database. Beside it, in turn, the peers, and what the machine can
/// commit; what isn't measured just then is idle.
/// </summary>
internal sealed class ThroughputScenario : IScenario
{
    private const int Records = 5_000;
    private const int WarmUp = 1_000;
    private const int CommitClients = 8;
    private const double Kibibyte = 1024;

    /// <summary>What is deployed for throughput: more at once, and windows that keep so many slots busy.</summary>
    internal static readonly Dictionary<string, string?> Settings = new()
    {
        ["Http__MaxRequestsPerSecond"] = "10000",
        ["Preparation__Concurrency"] = "8",
        ["Generation__Concurrency"] = "50",
        ["Posting__Concurrency"] = "100",
        ["Ledger__Window"] = "1000",
    };

    public string Name => "throughput";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchServers servers, int repeats, CancellationToken cancellation)
    {
        List<double> ours = [], celery = [], hangfire = [], commits = [];
        List<LedgerUse> costs = [];
        await using var machine = await CommitRate.PrepareAsync(servers, cancellation);
        await using var installation = await BenchInstallation.StartAsync(servers, Settings, cancellation);
        await installation.AddZeroLatencyWorkersAsync(cancellation);
        var processes = await installation.PrepareAsync(cancellation);
        await processes.PostAllAsync(WarmUp, cancellation);
        await using var celeryPeer = await CeleryPeer.StartAsync(servers, cancellation);
        await using var hangfirePeer = await HangfirePeer.StartAsync(servers, cancellation);
        for (var i = 0; i < repeats; i++)
        {
            var before = await LedgerUse.ReadAsync(installation, cancellation);
            ours.Add(await processes.PostAllAsync(Records, cancellation));
            costs.Add((await LedgerUse.ReadAsync(installation, cancellation)).Each(before, Records));
            if (celeryPeer.IsThere) celery.Add(await celeryPeer.MeasureAsync(Records, cancellation));
            hangfire.Add(await hangfirePeer.MeasureAsync(Records, cancellation));
            commits.Add(await machine.MeasureAsync(CommitClients, cancellation));
        }

        var measured = new Samples(ours);
        return
        [
            new("throughput, discovered → posted", "records/s", Goal.Least(8), measured, new(celeryPeer.Name, celeryPeer.IsThere ? new(celery) : null, celeryPeer.Missing)),
            new("throughput, discovered → posted", "records/s", Goal.Least(8), measured, new(HangfirePeer.Name, new(hangfire))),
            new("throughput, discovered → posted", "records/s", Goal.Least(0.25), measured, new("commits/s of the machine", new(commits))),
            new("a posted record: database", "KiB", null, new([.. costs.Select(cost => cost.Bytes / Kibibyte)])),
            new("a posted record: write-ahead log", "KiB", null, new([.. costs.Select(cost => cost.Log / Kibibyte)])),
            new("a posted record: transactions", "transactions", null, new([.. costs.Select(cost => cost.Transactions)])),
        ];
    }
}
