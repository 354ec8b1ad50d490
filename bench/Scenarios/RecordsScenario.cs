using System.Diagnostics;
using Pipeline.Bench.Installations;
using Pipeline.Bench.Measuring;
using Pipeline.Bench.Servers;
using Pipeline.Testing.Http;

namespace Pipeline.Bench.Scenarios;

/// <summary>What a process with a million records costs those who look at it, beside one with a thousand (P-STATUS).</summary>
internal sealed class RecordsScenario : IScenario
{
    private const int Many = 1_000_000;
    private const int Few = 1_000;
    private const int StatusCalls = 300;
    private const int ListCalls = 10;
    private const int DeepPage = 20;

    /// <summary>500 records/s: four requests each, at a site that takes 2,000/s; half of them of the large process, half of the small one.</summary>
    private const int LoadRequestsPerSecond = 2_000;

    private const int MovedGoal = 450;

    /// <summary>More than can move while the status is measured once, and before.</summary>
    private const int LoadPerRepeat = 5_000;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public string Name => "records";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchServers servers, int repeats, CancellationToken cancellation)
    {
        await using var installation = await BenchInstallation.StartAsync(servers, ThroughputScenario.Settings, cancellation);
        await installation.AddZeroLatencyWorkersAsync(cancellation);
        var processes = await BenchProcesses.PrepareAsync(installation.Api, cancellation, LoadRequestsPerSecond);
        var load = LoadPerRepeat * (repeats + 1);
        var (large, small) = (await processes.AddAsync(load, cancellation), await processes.AddAsync(load, cancellation));
        await SeededRecords.AddAsync(installation.Database, large, Many, cancellation);
        await SeededRecords.AddAsync(installation.Database, small, Few, cancellation);
        var lists = await ListsAsync(installation.Api, large, small, repeats, cancellation);
        return [.. await StatusAsync(installation.Api, processes, large, small, repeats, cancellation), .. lists];
    }

    /// <summary>Both processes move while they are looked at.</summary>
    private static async Task<IReadOnlyList<Figure>> StatusAsync(JsonApi api, BenchProcesses processes, Guid large, Guid small, int repeats, CancellationToken cancellation)
    {
        List<double> many = [], few = [], moved = [];
        var (seededLarge, seededSmall) = (await PostedAsync(api, large, cancellation), await PostedAsync(api, small, cancellation));
        foreach (var process in new[] { large, small }) await processes.StartAsync(process, cancellation);
        using (var timer = new PeriodicTimer(Look))
        {
            while (await PostedAsync(api, large, cancellation) == seededLarge || await PostedAsync(api, small, cancellation) == seededSmall)
                await timer.WaitForNextTickAsync(cancellation);
        }

        for (var i = 0; i < repeats; i++)
        {
            List<double> manyTimes = [], fewTimes = [];
            var (before, started) = (await PostedAsync(api, large, cancellation) + await PostedAsync(api, small, cancellation), Stopwatch.GetTimestamp());
            for (var call = 0; call < StatusCalls; call++)
            {
                manyTimes.Add(await StatusAsync(api, large, cancellation));
                fewTimes.Add(await StatusAsync(api, small, cancellation));
            }

            moved.Add((await PostedAsync(api, large, cancellation) + await PostedAsync(api, small, cancellation) - before) / Stopwatch.GetElapsedTime(started).TotalSeconds);
            many.Add(Samples.Percentile(manyTimes, 0.99));
            few.Add(Samples.Percentile(fewTimes, 0.99));
        }

        return
        [
            new("pipeline-status, p99, 1,000,000 records, while records move", "ms", Goal.Most(1.5), new(many), new("with 1,000", new(few))),
            new("records that moved meanwhile, both processes", "records/s", Goal.Least(MovedGoal), new(moved)),
        ];
    }

    private static async Task<long> PostedAsync(JsonApi api, Guid process, CancellationToken cancellation) =>
        (await api.GetAsync($"monitoring-processes/{process}/pipeline-status", cancellation))["posted"]!.GetValue<long>();

    private static Task<double> StatusAsync(JsonApi api, Guid process, CancellationToken cancellation) =>
        Stopwatches.MillisecondsAsync(() => api.GetAsync($"monitoring-processes/{process}/pipeline-status", cancellation));

    private static async Task<IReadOnlyList<Figure>> ListsAsync(JsonApi api, Guid large, Guid small, int repeats, CancellationToken cancellation)
    {
        var record = (await api.GetAsync($"article-records?processId={large}&limit=1", cancellation))["items"]![0]!;
        var newest = record["createdAt"]!.GetValue<DateTime>();
        var (half, oldestTenth) = (newest - (Many / 2 * SeededRecords.Apart), newest - (Many / 10 * 9 * SeededRecords.Apart));
        Dictionary<string, string> lists = new()
        {
            ["all"] = "",
            ["process"] = $"processId={large}",
            ["process and status posted"] = $"processId={large}&status=posted",
            ["status failed"] = "status=failed",
            ["status that nobody has"] = "status=uncertain",
            ["site"] = $"siteId={record["siteId"]}",
            ["account"] = $"accountId={record["accountId"]}",
            ["article"] = $"articleExternalId={large}-500000",
            ["error kind"] = "errorKind=auth",
            ["error kind that nobody has"] = "errorKind=llm_quota",
            ["the newer half"] = $"createdAfter={half:O}",
            ["the oldest tenth"] = $"createdBefore={oldestTenth:O}",
            ["words that all have"] = "q=Fuchs",
            ["words that one has"] = "q=500000",
            [$"the oldest tenth, page {DeepPage}"] = await PageAsync(api, $"createdBefore={oldestTenth:O}", cancellation),
        };
        var first = $"processId={small}";
        var figures = new List<Figure>();
        foreach (var (name, query) in lists)
        {
            List<double> many = [], few = [];
            for (var i = 0; i < repeats; i++)
            {
                many.Add(await ListAsync(api, query, cancellation));
                few.Add(await ListAsync(api, first, cancellation));
            }

            figures.Add(new($"list of 1,000,000 records: {name}", "ms", Goal.Most(3), new(many), new("first page of 1,000", new(few))));
        }

        return figures;
    }

    private static async Task<string> PageAsync(JsonApi api, string filter, CancellationToken cancellation)
    {
        var query = filter;
        for (var page = 1; page < DeepPage; page++)
            query = $"{filter}&cursor={Uri.EscapeDataString((await api.GetAsync($"article-records?{query}", cancellation))["nextCursor"]!.GetValue<string>())}";
        return query;
    }

    private static async Task<double> ListAsync(JsonApi api, string query, CancellationToken cancellation)
    {
        var times = new List<double>();
        for (var i = 0; i < ListCalls; i++) times.Add(await Stopwatches.MillisecondsAsync(() => api.GetAsync($"article-records?{query}", cancellation)));
        return Samples.Percentile(times, 0.5);
    }
}
