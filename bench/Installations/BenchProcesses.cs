using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Testing.Http;

namespace Pipeline.Bench.Installations;

/// <summary>Makes monitoring processes at one site with one account, one prompt and the offline writer, and lets them run.</summary>
internal sealed class BenchProcesses
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly JsonApi _api;
    private readonly Guid _site, _account, _provider, _prompt;
    private int _made;

    private BenchProcesses(JsonApi api, Guid site, Guid account, Guid provider, Guid prompt) =>
        (_api, _site, _account, _provider, _prompt) = (api, site, account, provider, prompt);

    /// <summary>Makes what all of them share.</summary>
    public static async Task<BenchProcesses> PrepareAsync(JsonApi api, CancellationToken cancellation, int requestsPerSecond = 10_000)
    {
        var site = await api.AddAsync(
            "sites", new JsonObject
            {
                ["name"] = "Site", ["kind"] = "mymoment", ["baseUrl"] = "http://127.0.0.1/",
                ["settings"] = new JsonObject { ["requestsPerSecond"] = requestsPerSecond, ["burst"] = 100 },
            }, cancellation);
        var account = await api.AddAsync("accounts", new JsonObject { ["siteId"] = site, ["username"] = "bot", ["password"] = "a-password" }, cancellation);
        var provider = await api.AddAsync("llm-providers", new JsonObject { ["name"] = "Offline", ["kind"] = "offline", ["model"] = "offline" }, cancellation);
        var prompt = await api.AddAsync(
            "prompt-templates", new JsonObject
            {
                ["name"] = "Lob", ["systemPrompt"] = "Du begleitest Kinder beim Schreiben.", ["userPromptTemplate"] = "{{ article.title }}: {{ article.content }}",
                ["disclosure"] = "[Dieser Kommentar stammt von einem KI-ChatBot.]",
            }, cancellation);
        return new(api, site, account, provider, prompt);
    }

    /// <summary>Makes a process for a class of so many texts, which nobody has read yet; not started.</summary>
    public Task<Guid> AddAsync(int texts, CancellationToken cancellation)
    {
        var tab = ZeroLatencySite.TabOf(texts, Interlocked.Increment(ref _made));
        return _api.AddAsync(
            "monitoring-processes", new JsonObject
            {
                ["name"] = tab, ["siteId"] = _site, ["accountIds"] = new JsonArray(_account), ["promptTemplateIds"] = new JsonArray(_prompt), ["llmProviderId"] = _provider,
                ["filters"] = new JsonObject { ["tab"] = tab, ["categories"] = new JsonArray(), ["tasks"] = new JsonArray() },
                ["schedule"] = new JsonObject { ["interval"] = "PT1H", ["timeZone"] = "Europe/Zurich" }, ["maxDuration"] = "PT12H", ["generateOnly"] = false, ["hideComments"] = false,
                ["limits"] = new JsonObject { ["recordsPerRun"] = null, ["postsPerDay"] = null, ["minPostGap"] = null },
            }, cancellation);
    }

    /// <summary>Starts a process; returns after how long all of its records were posted.</summary>
    /// <exception cref="TimeoutException">They aren't, with where they stand.</exception>
    public async Task<TimeSpan> PostAllAsync(Guid process, int records, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        await StartAsync(process, cancellation);
        using var timer = new PeriodicTimer(Pause);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            var status = await _api.GetAsync($"monitoring-processes/{process}/pipeline-status", cancellation);
            if (status["posted"]!.GetValue<int>() == records) break;
            if (Stopwatch.GetElapsedTime(started) > Limit) throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"After {Limit}: {status.ToJsonString()}"));
        }

        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>Waits until so many processes have a status, and no run is under way.</summary>
    /// <param name="status">The status.</param>
    /// <param name="count">How many, at most 200.</param>
    /// <param name="cancellation">Ends it early.</param>
    public async Task UntilQuietAsync(string status, int count, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Pause);
        while (await CountAsync($"monitoring-processes?status={status}&limit=200", cancellation) < count || await CountAsync("jobs/active", cancellation) > 0)
        {
            if (Stopwatch.GetElapsedTime(started) > Limit) throw new TimeoutException($"{count} processes are not {status} without a run within {Limit}.");
            await timer.WaitForNextTickAsync(cancellation);
        }
    }

    private async Task<int> CountAsync(string list, CancellationToken cancellation) => (await _api.GetAsync(list, cancellation))["items"]!.AsArray().Count;

    public Task StartAsync(Guid process, CancellationToken cancellation) => _api.PostAsync($"monitoring-processes/{process}/start", null, cancellation);

    public Task RunNowAsync(Guid process, CancellationToken cancellation) => _api.PostAsync($"monitoring-processes/{process}/runs", null, cancellation);

    public Task StopAsync(Guid process, CancellationToken cancellation) => _api.PostAsync($"monitoring-processes/{process}/stop", null, cancellation);
}
