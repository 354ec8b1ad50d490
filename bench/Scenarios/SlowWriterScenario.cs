using Pipeline.Bench.Installations;
using Pipeline.Bench.Measuring;
using Pipeline.Bench.Servers;
using Pipeline.Testing.Llm;

namespace Pipeline.Bench.Scenarios;

/// <summary>How well the slots of a writer that takes 2 s are used: from the first record that is found to the last comment.</summary>
internal sealed class SlowWriterScenario : IScenario
{
    private const int Slots = 200;
    private const int Records = 1_000;

    private static readonly TimeSpan Call = TimeSpan.FromSeconds(2);
    private static readonly Dictionary<string, string?> Settings = new(ThroughputScenario.Settings) { ["Generation__Concurrency"] = $"{Slots}" };

    public string Name => "llm";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchServers servers, int repeats, CancellationToken cancellation)
    {
        List<double> measured = [];
        await using var llm = await FakeLlmServer.StartAsync();
        llm.Always(FakeLlmAnswer.Comment.After(Call));
        await using var installation = await BenchInstallation.StartAsync(servers, Settings, cancellation);
        await installation.AddZeroLatencyWorkersAsync(cancellation);
        var processes = await installation.PrepareAsync(cancellation, llm);
        for (var i = -1; i < repeats; i++)
        {
            var process = await processes.AddAsync(Records, cancellation, generateOnly: true);
            await processes.StartAsync(process, cancellation);
            await processes.UntilAsync(process, "generated", Records, cancellation);
            if (i < 0) continue; // The first round warms up.
            measured.Add(await installation.NumberAsync("SELECT extract(epoch FROM max(generated_at) - min(discovered_at)) FROM article_records WHERE process_id = $1", process, cancellation));
        }

        var ideal = Call.TotalSeconds * Records / Slots;
        return [new($"{Records:#,0} records, a writer of {Call.TotalSeconds} s with {Slots} slots", "s", Goal.Most(1.15), new(measured), Reference.Number("slots never idle", ideal, measured))];
    }
}
