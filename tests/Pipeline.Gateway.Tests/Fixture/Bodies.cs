using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pipeline.Gateway.Tests.Fixture;

/// <summary>Bodies that are accepted as they are, for tests to spoil one thing in.</summary>
public static class Bodies
{
    /// <summary>Writes JSON as the API does.</summary>
    public static readonly JsonSerializerOptions AsSent = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonObject Site(string name = "myMoment") => new()
    {
        ["name"] = name,
        ["kind"] = "mymoment",
        ["baseUrl"] = "https://www.mymoment.example/",
        ["settings"] = new JsonObject { ["requestsPerSecond"] = 2, ["burst"] = 5 },
    };

    public static JsonObject Account(Guid siteId, string username = "lehrer.a") => new()
    {
        ["siteId"] = siteId,
        ["username"] = username,
        ["password"] = "s3cret-of-the-account",
        ["displayName"] = "Lehrperson A",
    };

    public static JsonObject Provider() => new() { ["name"] = "Offline", ["kind"] = "offline", ["model"] = "offline" };

    public static JsonObject OpenAi() => new()
    {
        ["name"] = "Mistral",
        ["kind"] = "openai",
        ["baseUrl"] = "https://api.mistral.example/v1",
        ["model"] = "small",
        ["apiKey"] = "sk-s3cret-of-the-provider",
    };

    public static JsonObject Prompt(string name = "Lob") => new()
    {
        ["name"] = name,
        ["systemPrompt"] = "Du schreibst Kommentare.",
        ["userPromptTemplate"] = "{{ article.title }} {{ article.content }}",
        ["disclosure"] = null,
    };

    /// <summary>As the contract shows it, without what isn't served yet.</summary>
    public static JsonObject Process(Guid siteId, Guid providerId, IEnumerable<Guid> accountIds, IEnumerable<Guid> promptIds) => JsonNode.Parse("""
        { "name": "Klasse 4a", "description": "", "fallbackProviderId": null,
          "filters": { "tab": "38", "categories": [4, 14], "tasks": [], "titleContains": null, "keywords": [], "languages": [] },
          "schedule": { "interval": "PT3M" , "cron": null, "timeZone": "Europe/Zurich", "activeHours": null },
          "maxDuration": "PT2H", "generateOnly": true, "hideComments": false, "translateTo": null,
          "limits": { "recordsPerRun": 20, "postsPerDay": 100, "minPostGap": "PT30S", "quietHours": null, "budget": null } }
        """)!.AsObject()
        .With("siteId", siteId).With("llmProviderId", providerId)
        .With("accountIds", new JsonArray([.. accountIds.Select(id => JsonValue.Create(id))]))
        .With("promptTemplateIds", new JsonArray([.. promptIds.Select(id => JsonValue.Create(id))]));

    /// <summary>The same with one value replaced; dots lead inside.</summary>
    public static JsonObject With(this JsonObject body, string path, JsonNode? value)
    {
        var names = path.Split('.');
        var place = names[..^1].Aggregate(body, (node, name) => node[name]!.AsObject());
        place[names[^1]] = value;
        return body;
    }

    /// <summary>The same without one value.</summary>
    public static JsonObject Without(this JsonObject body, string path)
    {
        var names = path.Split('.');
        names[..^1].Aggregate(body, (node, name) => node[name]!.AsObject()).Remove(names[^1]);
        return body;
    }

    /// <summary>Makes something through the API.</summary>
    public static async Task<Guid> AddAsync(this ApiClient api, string path, JsonObject body) => (await api.PostAsync(path, body)).Is(HttpStatusCode.Created).Id;

    /// <summary>A site with an account, a prompt template, a provider and the body of a process over them.</summary>
    public static async Task<ProcessParts> PartsAsync(this ApiClient api)
    {
        var site = await api.AddAsync("/sites", Site());
        var account = await api.AddAsync("/accounts", Account(site));
        var prompt = await api.AddAsync("/prompt-templates", Prompt());
        return new ProcessParts(site, account, prompt, await api.AddAsync("/llm-providers", Provider()));
    }

    /// <summary>A process of its own, stopped.</summary>
    public static async Task<Guid> ProcessAsync(this ApiClient api) => await api.AddAsync("/monitoring-processes", (await api.PartsAsync()).Body);
}

/// <summary>What a process refers to.</summary>
public sealed record ProcessParts(Guid Site, Guid Account, Guid Prompt, Guid Provider)
{
    /// <summary>A process over them.</summary>
    public JsonObject Body => Bodies.Process(Site, Provider, [Account], [Prompt]);
}
