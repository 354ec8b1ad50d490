using Pipeline.Bench.Installations;
using Pipeline.Bench.Measuring;
using Pipeline.Bench.Servers;
using Pipeline.Testing.Llm;

namespace Pipeline.Bench.Scenarios;

/// <summary>
/// A process with few records beside one with 10,000 that came before it (P-FAIR): when its first comment is there after its
/// start, and when its last is after its first record was found. Its fair share are half of the slots.
/// </summary>
internal sealed class FairnessScenario : IScenario
{
    private const int Many = 10_000;
    private const int Few = 10;
    private const int Slots = 20;

    /// <summary>Until the large one has all slots and its window is full.</summary>
    private const int Begun = 200;

    private static readonly TimeSpan Call = TimeSpan.FromSeconds(0.5);
    private static readonly Dictionary<string, string?> Settings = new(ThroughputScenario.Settings)
    {
        ["Generation__Concurrency"] = $"{Slots}",
        ["Ledger__Window"] = null, // The default: a larger one lets more of the large process stand in front.
    };

    public string Name => "fairness";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchServers servers, int repeats, CancellationToken cancellation)
    {
        List<double> first = [], all = [];
        await using var llm = await FakeLlmServer.StartAsync();
        llm.Always(FakeLlmAnswer.Comment.After(Call));
        await using var installation = await BenchInstallation.StartAsync(servers, Settings, cancellation);
        await installation.AddZeroLatencyWorkersAsync(cancellation);
        var processes = await installation.PrepareAsync(cancellation, llm);
        var large = await processes.AddAsync(Many, cancellation, generateOnly: true);
        await processes.StartAsync(large, cancellation);
        await processes.UntilAsync(large, "generated", Begun, cancellation);
        for (var i = 0; i < repeats; i++)
        {
            var small = await processes.AddAsync(Few, cancellation, generateOnly: true);
            await processes.StartAsync(small, cancellation);
            await processes.UntilAsync(small, "generated", Few, cancellation);
            first.Add(await installation.FirstCommentAfterAsync(small, cancellation));
            all.Add(await installation.NumberAsync("SELECT extract(epoch FROM max(generated_at) - min(discovered_at)) FROM article_records WHERE process_id = $1", small, cancellation));
        }

        var waiting = Many - await installation.NumberAsync("SELECT count(*) FROM article_records WHERE process_id = $1 AND generated_at IS NOT NULL", large, cancellation);
        if (waiting <= 0) throw new InvalidOperationException("The large process had nothing left that waits: there was nobody to be fair to.");
        return
        [
            new($"first comment of a process beside one with {Many:#,0} records waiting", "s", Goal.Most(10), new(first), Reference.Number("one generation", Call.TotalSeconds, first)),
            new($"its {Few} comments", "s", Goal.Most(1.5), new(all), Reference.Number("its fair share", Call.TotalSeconds * Math.Ceiling(Few / (Slots / 2.0)), all)),
        ];
    }
}
