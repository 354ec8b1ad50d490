using System.Text.Json.Nodes;
using Pipeline.Chaos.Installations;
using Pipeline.DemoSite.Accounts;

namespace Pipeline.Chaos.Load;

/// <summary>
/// The monitoring processes of the load, set up through the API: one that posts by itself, one that wants a part of the very
/// same comments, and one whose comments a person approves.
/// </summary>
public sealed class LoadProcesses(ChaosInstallation installation, CancellationToken cancellation)
{
    private const int Class4a = 38;
    private const int Class5b = 39;

    private Guid _site;
    private Guid _provider;

    /// <summary>Makes them and starts them.</summary>
    public async Task<IReadOnlyList<LoadProcess>> StartAsync()
    {
        _site = await AddAsync("sites", Site());
        _provider = await AddAsync("llm-providers", Provider());
        var bots = await AccountsAsync(DemoAccounts.Bot4aFirst, DemoAccounts.Bot4aSecond, DemoAccounts.Bot5bFirst);
        var prompts = await PromptsAsync(Prompts.Praise, Prompts.Question, Prompts.Advice);
        return
        [
            await ProcessAsync("Klasse 4a", Class4a, bots.Take(2), prompts.Take(2), reviewed: false),
            await ProcessAsync("Klasse 4a, noch einmal", Class4a, bots.Take(1), prompts.Take(1), reviewed: false),
            await ProcessAsync("Klasse 5b", Class5b, bots.Skip(2), prompts.Skip(2), reviewed: true),
        ];
    }

    private async Task<LoadProcess> ProcessAsync(string name, int tab, IEnumerable<(Guid Id, string Name)> accounts, IEnumerable<(Guid Id, string Name)> prompts, bool reviewed)
    {
        var (users, texts) = (accounts.ToDictionary(a => a.Id, a => a.Name), prompts.ToDictionary(p => p.Id, p => p.Name));
        var id = await AddAsync("monitoring-processes", Process(name, tab, users.Keys, texts.Keys, reviewed));
        await installation.Api.PostAsync($"monitoring-processes/{id}/start", null, cancellation);
        return new LoadProcess(id, tab, users, texts, reviewed);
    }

    private Task<Guid> AddAsync(string path, JsonObject body) => installation.Api.AddAsync(path, body, cancellation);

    private async Task<List<(Guid Id, string Name)>> AccountsAsync(params DemoAccount[] accounts)
    {
        var added = new List<(Guid, string)>();
        foreach (var account in accounts) added.Add((await AddAsync("accounts", Account(account)), account.Username));
        return added;
    }

    private async Task<List<(Guid Id, string Name)>> PromptsAsync(params string[] names)
    {
        var added = new List<(Guid, string)>();
        foreach (var name in names) added.Add((await AddAsync("prompt-templates", Prompt(name)), name));
        return added;
    }

    private JsonObject Site() => new()
    {
        ["name"] = "Demo",
        ["kind"] = "mymoment",
        ["baseUrl"] = installation.World.SiteAddress,
        ["settings"] = new JsonObject { ["requestsPerSecond"] = 100, ["burst"] = 100 },
    };

    private JsonObject Provider() => new()
    {
        ["name"] = "Model",
        ["kind"] = "openai",
        ["baseUrl"] = installation.World.LlmAddress,
        ["model"] = "model-1",
        ["apiKey"] = "a-key-of-this-run",
    };

    private JsonObject Account(DemoAccount account) => new()
    {
        ["siteId"] = _site,
        ["username"] = account.Username,
        ["password"] = account.Password,
        ["displayName"] = account.DisplayName,
    };

    private static JsonObject Prompt(string name) => new()
    {
        ["name"] = name,
        ["systemPrompt"] = "Du begleitest Kinder beim Schreiben.",
        ["userPromptTemplate"] = Prompts.TemplateOf(name),
        ["disclosure"] = "[Dieser Kommentar stammt von einem KI-ChatBot.]",
    };

    private JsonObject Process(string name, int tab, IEnumerable<Guid> accounts, IEnumerable<Guid> prompts, bool reviewed) => new()
    {
        ["name"] = name,
        ["siteId"] = _site,
        ["accountIds"] = Ids(accounts),
        ["promptTemplateIds"] = Ids(prompts),
        ["llmProviderId"] = _provider,
        ["filters"] = new JsonObject { ["tab"] = $"{tab}", ["categories"] = new JsonArray(), ["tasks"] = new JsonArray() },
        ["schedule"] = new JsonObject { ["interval"] = "PT5S", ["timeZone"] = "Europe/Zurich" },
        ["maxDuration"] = "PT24H",
        ["generateOnly"] = reviewed,
        ["hideComments"] = false,
        ["limits"] = new JsonObject { ["recordsPerRun"] = null, ["postsPerDay"] = null, ["minPostGap"] = null },
    };

    private static JsonArray Ids(IEnumerable<Guid> ids) => [.. ids.Select(id => (JsonNode)JsonValue.Create(id))];
}
