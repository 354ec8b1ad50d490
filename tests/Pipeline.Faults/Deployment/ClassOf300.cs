using System.Text.Json.Nodes;
using Pipeline.DemoSite.Accounts;
using Pipeline.Testing;

namespace Pipeline.Faults.Deployment;

/// <summary>
/// 300 articles (or as many as are wanted) in one class, and a process that comments each with two accounts and two prompts:
/// 1,200 records. Set up through the APIs only.
/// </summary>
public sealed class ClassOf300(
    Installation installation, int articles = ClassOf300.Articles, JsonObject? provider = null, int requestsPerSecond = 100)
{
    public const int Articles = 300;
    public const int Records = Articles * 2 * 2;

    private static readonly DemoAccount[] Bots = [DemoAccounts.Bot4aFirst, DemoAccounts.Bot4aSecond];

    private Guid _process;

    /// <summary>What <c>pipeline-status</c> says now.</summary>
    public Task<JsonNode> StatusAsync() => installation.Api.GetAsync($"monitoring-processes/{_process}/pipeline-status");

    /// <summary>The process.</summary>
    public string Path => $"monitoring-processes/{_process}";

    /// <summary>Adds the articles and all that the process needs, and starts it.</summary>
    public async Task StartAsync()
    {
        await installation.Site.PostAsync("articles", new JsonObject { ["count"] = articles, ["tab"] = 38 });
        var site = await installation.Api.AddAsync("sites", Site());
        var accounts = new JsonArray();
        foreach (var bot in Bots) accounts.Add(await installation.Api.AddAsync("accounts", Account(site, bot)));
        var llm = await installation.Api.AddAsync("llm-providers", provider ?? new JsonObject { ["name"] = "Offline", ["kind"] = "offline", ["model"] = "offline" });
        var prompts = new JsonArray();
        foreach (var name in new[] { "Lob", "Frage" }) prompts.Add(await installation.Api.AddAsync("prompt-templates", Prompt(name)));
        _process = await installation.Api.AddAsync("monitoring-processes", Process(site, llm, accounts, prompts));
        await installation.Api.PostAsync($"monitoring-processes/{_process}/start");
    }

    /// <summary>Waits until so many records are posted; returns the status that says so.</summary>
    /// <exception cref="TimeoutException">Says the status and the ends of all logs.</exception>
    public async Task<JsonNode> PostedAsync(int count, TimeSpan limit)
    {
        try
        {
            return await Eventually.BecomeAsync(
                StatusAsync, status => status["posted"]!.GetValue<int>() >= count, limit, $"{count} records are posted", TestContext.Current.CancellationToken);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message}{Environment.NewLine}{await OpenRecordsAsync()}{Environment.NewLine}{installation.Logs()}", late);
        }
    }

    // What they wait for says more than a count.
    private async Task<string> OpenRecordsAsync() => string.Join(Environment.NewLine, await Task.WhenAll(
        new[] { "discovered", "prepared", "generated", "posting", "uncertain", "failed", "skipped" }.Select(async status =>
            $"{status}: {await installation.Api.GetAsync($"article-records?processId={_process}&status={status}&limit=2")}")));

    private JsonObject Site() => new()
    {
        ["name"] = "Demo",
        ["kind"] = "mymoment",
        ["baseUrl"] = installation.SiteAddress.AbsoluteUri,
        ["settings"] = new JsonObject { ["requestsPerSecond"] = requestsPerSecond, ["burst"] = requestsPerSecond },
    };

    private static JsonObject Account(Guid site, DemoAccount bot) => new()
    {
        ["siteId"] = site,
        ["username"] = bot.Username,
        ["password"] = bot.Password,
        ["displayName"] = bot.DisplayName,
    };

    private static JsonObject Prompt(string name) => new()
    {
        ["name"] = name,
        ["systemPrompt"] = "Du begleitest Kinder beim Schreiben.",
        ["userPromptTemplate"] = name + " zu «{{ article.title }}»: {{ article.content }}",
        ["disclosure"] = "[Dieser Kommentar stammt von einem KI-ChatBot.]",
    };

    private static JsonObject Process(Guid site, Guid provider, JsonArray accounts, JsonArray prompts) => new()
    {
        ["name"] = "Klasse 4a",
        ["siteId"] = site,
        ["accountIds"] = accounts,
        ["promptTemplateIds"] = prompts,
        ["llmProviderId"] = provider,
        ["filters"] = new JsonObject { ["tab"] = "38", ["categories"] = new JsonArray(), ["tasks"] = new JsonArray() },
        ["schedule"] = new JsonObject { ["interval"] = "PT3M", ["timeZone"] = "Europe/Zurich" },
        ["maxDuration"] = "PT2H",
        ["generateOnly"] = false,
        ["hideComments"] = false,
        ["limits"] = new JsonObject { ["recordsPerRun"] = null, ["postsPerDay"] = null, ["minPostGap"] = null },
    };
}
