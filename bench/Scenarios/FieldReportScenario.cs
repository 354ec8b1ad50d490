using System.Collections.Concurrent;
using Pipeline.Bench.Installations;
using Pipeline.Bench.Measuring;
using Pipeline.Bench.Servers;
using Pipeline.Testing.Llm;

namespace Pipeline.Bench.Scenarios;

/// <summary>
/// The load of a measured afternoon: two processes of 18 comments each with an account of their own, the second started when
/// the first is at work, with a writer whose times are those of that afternoon (mean, median and longest), twenty times as fast.
/// </summary>
internal sealed class FieldReportScenario : IScenario
{
    private const int Slots = 4;
    private const double Faster = 20;

    /// <summary>One call, and one call's wait for a slot at most.</summary>
    private const double FirstCallBound = 2;

    /// <summary>Seconds: mean 36.1, median 36.9, longest 43.8.</summary>
    private static readonly double[] First = [36.9, 31.2, 40.8, 27.5, 38.4, 33.0, 41.9, 36.9, 29.8, 42.6, 34.7, 39.3, 30.1, 43.8, 36.2, 37.6, 31.4, 37.7];

    /// <summary>Seconds: mean 68.5, median 59.2, longest 223.8.</summary>
    private static readonly double[] Second = [59.2, 48.6, 66.3, 41.7, 59.2, 71.5, 52.3, 62.8, 45.1, 223.8, 57.0, 68.4, 50.2, 64.9, 43.9, 97.6, 59.2, 61.3];

    private static readonly Dictionary<string, string?> Settings = new() { ["Http__MaxRequestsPerSecond"] = "10000", ["Generation__Concurrency"] = $"{Slots}" };

    public string Name => "field-report";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchServers servers, int repeats, CancellationToken cancellation)
    {
        List<double> all = [], logins = [], discovery = [], first = [], firstCall = [];
        await using var llm = await FakeLlmServer.StartAsync();
        for (var i = 0; i < repeats; i++)
        {
            await using var installation = await BenchInstallation.StartAsync(servers, Settings, cancellation);
            await installation.AddZeroLatencyWorkersAsync(cancellation);
            var (a, b) = (await installation.PrepareAsync(cancellation, llm), await installation.PrepareAsync(cancellation, llm));
            var times = new Dictionary<string, ConcurrentQueue<double>> { [a.Model] = new(First), [b.Model] = new(Second) };
            llm.Always(FakeLlmAnswer.Comment.After(request => TimeSpan.FromSeconds(times[request.Model].TryDequeue(out var seconds) ? seconds / Faster : 0)));

            var (early, late) = (await a.AddAsync(First.Length, cancellation), await b.AddAsync(Second.Length, cancellation));
            await a.StartAsync(early, cancellation);
            await a.UntilAsync(early, "posted", 1, cancellation);
            await b.StartAsync(late, cancellation);
            await a.UntilAsync(early, "posted", First.Length, cancellation);
            await b.UntilAsync(late, "posted", Second.Length, cancellation);

            all.Add(await installation.NumberAsync("SELECT extract(epoch FROM max(posted_at) - min(discovered_at)) FROM article_records", null, cancellation));
            logins.Add(await installation.NumberAsync("SELECT sum(version) FROM account_sessions", null, cancellation));
            discovery.Add(100 * await installation.NumberAsync(
                """
                SELECT d.seconds / (d.seconds + w.seconds)
                FROM (SELECT extract(epoch FROM sum(finished_at - started_at)) AS seconds FROM jobs) AS d, (SELECT extract(epoch FROM sum(duration)) AS seconds FROM record_comments) AS w
                """,
                null, cancellation));
            first.Add(await installation.FirstCommentAfterAsync(late, cancellation));
            firstCall.Add(await installation.NumberAsync(
                "SELECT extract(epoch FROM c.duration) FROM record_comments c JOIN article_records r ON r.id = c.record_id WHERE r.process_id = $1 ORDER BY r.generated_at LIMIT 1", late, cancellation));
        }

        var ideal = First.Concat(Second).Sum() / Faster / Slots;
        return
        [
            new("two processes, 36 comments, the field report's writer 20 times as fast", "s", Goal.Most(1.1), new(all), Reference.Number($"its {Slots} slots never idle", ideal, all)),
            new("logins, two accounts", "logins", Goal.Most(2), new(logins)),
            new("discovery's share of the time of discovery and writer", "%", Goal.Most(1), new(discovery)),
            new("first comment of the second process after its start", "s", Goal.Most(FirstCallBound), new(first), new("its writer's call", new(firstCall))),
        ];
    }
}
