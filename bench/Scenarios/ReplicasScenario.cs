using Pipeline.Bench.Installations;
using Pipeline.Bench.Measuring;
using Pipeline.Bench.Servers;
using Pipeline.Testing.Llm;

namespace Pipeline.Bench.Scenarios;

/// <summary>
/// What two and four replicas of a stage add, as processes of their own: of Generation, which waits for its writer, and of
/// Posting, which at a site that costs no time only computes, on the same two cores.
/// </summary>
internal sealed class ReplicasScenario : IScenario
{
    private const int Records = 1_000;
    private const int SlotsOfOne = 10;

    private static readonly int[] Replicas = [1, 2, 4];
    private static readonly TimeSpan Call = TimeSpan.FromSeconds(0.5);

    public string Name => "replicas";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchServers servers, int repeats, CancellationToken cancellation)
    {
        await using var llm = await FakeLlmServer.StartAsync();
        llm.Always(FakeLlmAnswer.Comment.After(Call));
        var slow = new Dictionary<string, string?>(ThroughputScenario.Settings) { ["Generation__Concurrency"] = $"{SlotsOfOne}" };
        return
        [
            .. await MeasureAsync(servers, "generation", $"a writer of {Call.TotalSeconds} s, {SlotsOfOne} slots each", slow, llm, repeats, cancellation),
            .. await MeasureAsync(servers, "posting", "no time lost anywhere", ThroughputScenario.Settings, null, repeats, cancellation),
        ];
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(
        BenchServers servers, string stage, string conditions, IReadOnlyDictionary<string, string?> settings, FakeLlmServer? llm, int repeats, CancellationToken cancellation)
    {
        var figures = new List<Figure>();
        await using var installation = await BenchInstallation.StartAsync(servers, settings, cancellation);
        await installation.AddZeroLatencyWorkersAsync(cancellation);
        var processes = await installation.PrepareAsync(cancellation, llm);
        foreach (var replicas in Replicas)
        {
            var missing = replicas - (installation.Workers.Count - (BenchInstallation.Stages.Count - 1));
            await installation.AddZeroLatencyWorkersAsync(Enumerable.Repeat(stage, missing), cancellation);
            await processes.PostAllAsync(Records, cancellation); // Warms up.
            var rates = await processes.PostAllAsync(Records, repeats, cancellation);
            var alone = figures.Count > 0 ? new Reference("one", figures[0].Measured) : null;
            figures.Add(new($"throughput, {replicas} of {stage}: {conditions}", "records/s", null, rates, alone));
        }

        return figures;
    }
}
