using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Bench.Measuring;
using Pipeline.Testing.Http;
using Pipeline.Testing.Llm;

namespace Pipeline.Bench.Installations;

/// <summary>Makes monitoring processes at one site with one prompt and one writer, and lets them run.</summary>
internal sealed class BenchProcesses
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private static int _worlds;

    private readonly JsonApi _api;
    private readonly Guid _site, _provider, _prompt;
    private readonly List<Guid> _accounts = [];
    private readonly string _name;
    private int _made;

    private BenchProcesses(JsonApi api, string name, Guid site, Guid provider, Guid prompt) =>
        (_api, _name, _site, _provider, _prompt) = (api, name, site, provider, prompt);

    /// <summary>Makes what all of them share.</summary>
    /// <param name="api">The Gateway.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <param name="requestsPerSecond">What the site takes.</param>
    /// <param name="llm">Who writes; null: the offline writer, which costs no time.</param>
    public static async Task<BenchProcesses> PrepareAsync(JsonApi api, CancellationToken cancellation, int requestsPerSecond = 10_000, FakeLlmServer? llm = null)
    {
        var name = $"World {Interlocked.Increment(ref _worlds)}";
        var site = await api.AddAsync(
            "sites", new JsonObject
            {
                ["name"] = name, ["kind"] = "mymoment", ["baseUrl"] = "http://127.0.0.1/",
                ["settings"] = new JsonObject { ["requestsPerSecond"] = requestsPerSecond, ["burst"] = 100 },
            }, cancellation);
        var provider = await api.AddAsync(
            "llm-providers", llm is null
                ? new JsonObject { ["name"] = name, ["kind"] = "offline", ["model"] = "offline" }
                : new JsonObject { ["name"] = name, ["kind"] = "openai", ["baseUrl"] = llm.BaseUrl, ["model"] = name, ["apiKey"] = "a-key-of-this-run" }, cancellation);
        var prompt = await api.AddAsync(
            "prompt-templates", new JsonObject
            {
                ["name"] = name, ["systemPrompt"] = "Du begleitest Kinder beim Schreiben.", ["userPromptTemplate"] = "{{ article.title }}: {{ article.content }}",
                ["disclosure"] = "[Dieser Kommentar stammt von einem KI-ChatBot.]",
            }, cancellation);
        return new(api, name, site, provider, prompt);
    }

    /// <summary>What the writer is asked for as its model: tells whose comment it writes.</summary>
    public string Model => _name;

    /// <summary>Makes a process for a class of so many texts, which nobody has read yet; not started.</summary>
    /// <param name="texts">How many.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <param name="generateOnly">Its comments are not posted by themselves.</param>
    /// <param name="accounts">As how many accounts it comments.</param>
    public async Task<Guid> AddAsync(int texts, CancellationToken cancellation, bool generateOnly = false, int accounts = 1)
    {
        while (_accounts.Count < accounts)
        {
            var account = new JsonObject { ["siteId"] = _site, ["username"] = $"{_name}, account {_accounts.Count + 1}", ["password"] = "a-password" };
            _accounts.Add(await _api.AddAsync("accounts", account, cancellation));
        }

        var tab = ZeroLatencySite.TabOf(texts, Interlocked.Increment(ref _made));
        return await _api.AddAsync(
            "monitoring-processes", new JsonObject
            {
                ["name"] = tab, ["siteId"] = _site, ["accountIds"] = new JsonArray([.. _accounts.Take(accounts).Select(id => JsonValue.Create(id))]), ["promptTemplateIds"] = new JsonArray(_prompt), ["llmProviderId"] = _provider,
                ["filters"] = new JsonObject { ["tab"] = tab, ["categories"] = new JsonArray(), ["tasks"] = new JsonArray() },
                ["schedule"] = new JsonObject { ["interval"] = "PT1H", ["timeZone"] = "Europe/Zurich" }, ["maxDuration"] = "PT12H", ["generateOnly"] = generateOnly, ["hideComments"] = false,
                ["limits"] = new JsonObject { ["recordsPerRun"] = null, ["postsPerDay"] = null, ["minPostGap"] = null },
            }, cancellation);
    }

    /// <summary>Starts a process; returns after how long all of its records were posted.</summary>
    /// <exception cref="TimeoutException">They aren't, with where they stand.</exception>
    public async Task<TimeSpan> PostAllAsync(Guid process, int records, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        await StartAsync(process, cancellation);
        await UntilAsync(process, "posted", records, cancellation);
        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>Makes a process for so many texts and starts it; returns how many records were posted per second.</summary>
    public async Task<double> PostAllAsync(int records, CancellationToken cancellation) =>
        records / (await PostAllAsync(await AddAsync(records, cancellation), records, cancellation)).TotalSeconds;

    /// <summary>The same, so often.</summary>
    public async Task<Samples> PostAllAsync(int records, int repeats, CancellationToken cancellation)
    {
        var rates = new List<double>();
        for (var i = 0; i < repeats; i++) rates.Add(await PostAllAsync(records, cancellation));
        return new(rates);
    }

    /// <summary>Waits until so many records of a process have a status.</summary>
    /// <exception cref="TimeoutException">They haven't, with where they stand.</exception>
    public async Task UntilAsync(Guid process, string status, int records, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Pause);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            var stands = await _api.GetAsync($"monitoring-processes/{process}/pipeline-status", cancellation);
            if (stands[status]!.GetValue<int>() >= records) return;
            if (Stopwatch.GetElapsedTime(started) > Limit) throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"After {Limit}: {stands.ToJsonString()}"));
        }
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

    /// <summary>Waits until no run is under way.</summary>
    public Task UntilNoRunAsync(CancellationToken cancellation) => UntilQuietAsync("running", 0, cancellation);

    private async Task<int> CountAsync(string list, CancellationToken cancellation) => (await _api.GetAsync(list, cancellation))["items"]!.AsArray().Count;

    public Task StartAsync(Guid process, CancellationToken cancellation) => _api.PostAsync($"monitoring-processes/{process}/start", null, cancellation);

    public Task RunNowAsync(Guid process, CancellationToken cancellation) => _api.PostAsync($"monitoring-processes/{process}/runs", null, cancellation);

    public Task StopAsync(Guid process, CancellationToken cancellation) => _api.PostAsync($"monitoring-processes/{process}/stop", null, cancellation);
}
