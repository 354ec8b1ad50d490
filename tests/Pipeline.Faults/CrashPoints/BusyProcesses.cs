using System.Text.Json.Nodes;
using Pipeline.DemoSite.Accounts;
using Pipeline.Faults.Deployment;
using Pipeline.Testing;

namespace Pipeline.Faults.CrashPoints;

/// <summary>
/// Monitoring processes, and people and a site that leave them no peace: new texts, orders, a site that loses answers and
/// sessions. Together they lead past every crash point.
/// </summary>
public sealed class BusyProcesses(PipelineApi maker, PipelineApi site, Uri siteAddress)
{
    /// <summary>The processes whose comments are counted; each comments as one account.</summary>
    public const int Commenting = 3;

    private const int MostOpenTexts = 40;
    private const int ManyTexts = 8;
    private const int FirstTexts = 24;
    private const int ClassWithTexts = 38;
    private const int ClassWithoutTexts = 39;
    private const int LookedAt = 10;
    private const int TurnsOfPeace = 4;
    private const string NotPosted = "&status=discovered&status=prepared&status=generated&status=posting&status=skipped&status=rejected&status=failed&status=uncertain";
    private const string Password = "a-password-at-the-site";

    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1.5);

    /// <summary>
    /// What the site does, one after the other: each at most once. Sessions that expire are old: a fresh one that isn't taken
    /// is permanent trouble, which fails its record.
    /// </summary>
    private static readonly string[] Faults =
    [
        """[{ "kind": "cut_after_accept", "method": "POST", "path": "/article", "times": 1 }]""",
        """[{ "kind": "error500", "method": "POST", "path": "/article", "times": 1 }]""",
        """[{ "kind": "expire_sessions", "age": 10, "method": "GET", "path": "/article", "times": 1 }]""",
    ];

    private static readonly string[] OrdersToRunning = ["stop", "runs", "pause", "runs"];

    private readonly List<Guid> _commenting = [];
    private Guid _ordered, _short, _refused, _refusedAccount;
    private int _turn, _ordersToRunning, _peace;

    /// <summary>The accounts that the site needs for it.</summary>
    public static IEnumerable<DemoAccount> Accounts =>
    [
        .. Enumerable.Range(1, Commenting).Select(n => new DemoAccount($"writer{n}", Password, $"Writer {n}", AccountRole.Bot, [ClassWithTexts])),
        .. Enumerable.Range(1, 3).Select(n => new DemoAccount($"reader{n}", Password, $"Reader {n}", AccountRole.Bot, [ClassWithoutTexts])),
    ];

    /// <summary>How many texts there are to comment.</summary>
    public int Texts { get; private set; }

    /// <summary>How many records of each process are posted, and how many there are, once it was left in peace.</summary>
    public IReadOnlyList<(int Posted, int Total)> Ends { get; private set; } = [];

    /// <summary>The records that were not posted even then.</summary>
    public IReadOnlyList<string> Unposted { get; private set; } = [];

    /// <summary>Makes everything, and starts what comments; returns when every stage has something to do.</summary>
    public async Task MakeAsync()
    {
        var at = await maker.AddAsync("sites", new JsonObject
        {
            ["name"] = "Demo", ["kind"] = "mymoment", ["baseUrl"] = siteAddress.AbsoluteUri,
            ["settings"] = new JsonObject { ["requestsPerSecond"] = 50, ["burst"] = 5 }, // So that some have to wait for their turn.
        });
        var provider = await maker.AddAsync("llm-providers", new JsonObject { ["name"] = "Offline", ["kind"] = "offline", ["model"] = "offline" });
        var prompt = await maker.AddAsync("prompt-templates", new JsonObject
        {
            ["name"] = "Lob", ["systemPrompt"] = "Du begleitest Kinder beim Schreiben.", ["userPromptTemplate"] = "{{ article.title }}: {{ article.content }}",
            ["disclosure"] = "[Dieser Kommentar stammt von einem KI-ChatBot.]",
        });

        async Task<Guid> MakeAsync(string user, string password, int tab, string duration)
        {
            var account = _refusedAccount = await maker.AddAsync("accounts", new JsonObject { ["siteId"] = at, ["username"] = user, ["password"] = password, ["displayName"] = user });
            return await maker.AddAsync("monitoring-processes", Process(at, account, provider, prompt, tab, duration));
        }

        for (var n = 1; n <= Commenting; n++) _commenting.Add(await MakeAsync($"writer{n}", Password, ClassWithTexts, "PT2H"));
        _ordered = await MakeAsync("reader1", Password, ClassWithoutTexts, "PT2H");
        _short = await MakeAsync("reader2", Password, ClassWithoutTexts, "PT1M");
        _refused = await MakeAsync("reader3", "not the password", ClassWithoutTexts, "PT2H");
        foreach (var process in _commenting.Append(_short)) await maker.PostAsync($"monitoring-processes/{process}/start");
        await AddTextsAsync(FirstTexts);
        await Eventually.TrueAsync(
            async () => (await EndAsync(maker, _commenting[0])).Posted > 0, RecoveryLimit, "the first record is posted", TestContext.Current.CancellationToken);
    }

    /// <summary>Goes on with it, whatever doesn't answer, until it is told that it is enough.</summary>
    public async Task KeepBusyAsync(PipelineApi people, CancellationToken enough)
    {
        using var pace = new PeriodicTimer(Pace);
        do
        {
            var turn = _turn++;
            if (turn % 2 == 0) await site.PutAsync("faults", JsonNode.Parse(Faults[turn / 2 % Faults.Length])!);
            await OrderAsync(people);
            await AddTextsAsync(people, turn);
        }
        while (await NextAsync(pace, enough));
        await site.PutAsync("faults", new JsonArray());
    }

    /// <summary>Waits until every text is commented by each process.</summary>
    public async Task RecoveredAsync(PipelineApi api)
    {
        foreach (var process in _commenting) await OrderAsync(api, process, "start");
        try
        {
            await Eventually.TrueAsync(async () =>
            {
                Ends = await Task.WhenAll(_commenting.Select(process => EndAsync(api, process)));
                return Ends.All(end => end == (Texts, Texts));
            }, RecoveryLimit, "all records are posted", TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            Unposted = await UnpostedAsync(api);
        }
    }

    private async Task<IReadOnlyList<string>> UnpostedAsync(PipelineApi api)
    {
        var unposted = new List<string>();
        foreach (var process in _commenting)
        {
            var records = await api.GetAsync($"article-records?processId={process}&limit={LookedAt}{NotPosted}");
            unposted.AddRange(records["items"]!.AsArray().Select(record => record!.ToJsonString()));
        }

        return unposted;
    }

    private static async Task<(int Posted, int Total)> EndAsync(PipelineApi api, Guid process)
    {
        var status = await api.GetAsync($"monitoring-processes/{process}/pipeline-status");
        return (Number(status, "posted"), Number(status, "total"));
    }

    private static int Number(JsonNode node, string name) => node[name]!.GetValue<int>();

    /// <summary>As soon as the first stages have nothing to do: one, or now and then some at once. Not without end: all have to be commented.</summary>
    private async Task AddTextsAsync(PipelineApi people, int turn)
    {
        if (await people.TryAsync(HttpMethod.Get, $"monitoring-processes/{_commenting[0]}/pipeline-status") is not { } status) return;
        var (waiting, open) = (Number(status, "discovered") + Number(status, "prepared"), Texts - Number(status, "posted"));
        if (waiting == 0 && open < MostOpenTexts) await AddTextsAsync(turn % 5 == 0 ? ManyTexts : 1);
    }

    private async Task AddTextsAsync(int count)
    {
        await site.PostAsync("articles", new JsonObject { ["count"] = count, ["tab"] = ClassWithTexts });
        Texts += count;
    }

    /// <summary>Somebody enters a wrong password again, and starts the process: its run is refused, and it fails.</summary>
    private async Task MistypeAsync(PipelineApi people)
    {
        await people.TryAsync(HttpMethod.Patch, $"accounts/{_refusedAccount}", new JsonObject { ["password"] = "not the password either" });
        await OrderAsync(people, _refused, "start");
    }

    /// <summary>
    /// Somebody stops what runs, and starts what stands. Who ended the program with an order leaves all in peace for a
    /// while: what became of the order is the program's to find out.
    /// </summary>
    private async Task OrderAsync(PipelineApi people)
    {
        if (await people.TryAsync(HttpMethod.Get, $"monitoring-processes/{_ordered}") is not { } process || _peace-- > 0) return;
        await OrderAsync(people, _ordered, OrderFor(process["status"]!.GetValue<string>()));
        await OrderAsync(people, _short, "start");
        if (_turn % 3 == 0) await MistypeAsync(people);
    }

    /// <summary>What fits where a process stands: while it runs, one of the orders after the other.</summary>
    private string OrderFor(string status) => status switch
    {
        "running" => OrdersToRunning[_ordersToRunning++ % OrdersToRunning.Length],
        "paused" => "resume",
        _ => "start",
    };

    /// <summary>An order that can't be heard, or doesn't fit, is nobody's fault here.</summary>
    private async Task OrderAsync(PipelineApi people, Guid process, string order)
    {
        var path = $"monitoring-processes/{process}";
        if (await people.TryAsync(HttpMethod.Post, $"{path}/{order}") is null && await people.TryAsync(HttpMethod.Get, path) is null) _peace = TurnsOfPeace;
    }

    private static async Task<bool> NextAsync(PeriodicTimer pace, CancellationToken enough)
    {
        try
        {
            return await pace.WaitForNextTickAsync(enough);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static JsonObject Process(Guid site, Guid account, Guid provider, Guid prompt, int tab, string duration) => new()
    {
        ["name"] = $"Class {tab}, {account}",
        ["siteId"] = site,
        ["accountIds"] = new JsonArray(account),
        ["promptTemplateIds"] = new JsonArray(prompt),
        ["llmProviderId"] = provider,
        ["filters"] = new JsonObject { ["tab"] = $"{tab}", ["categories"] = new JsonArray(), ["tasks"] = new JsonArray() },
        ["schedule"] = new JsonObject { ["cron"] = "0/2 * * * * ?", ["timeZone"] = "Europe/Zurich" }, // Unlike an interval it knows no back-off.
        ["maxDuration"] = duration,
        ["generateOnly"] = false,
        ["hideComments"] = false,
        ["limits"] = new JsonObject { ["recordsPerRun"] = null, ["postsPerDay"] = null, ["minPostGap"] = null },
    };
}
