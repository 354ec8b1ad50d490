using System.Net;
using System.Text.Json.Nodes;
using Pipeline.Gateway.Tests.Fixture;

namespace Pipeline.Gateway.Tests.Processes;

[Collection<Embedded>]
public sealed class ProcessRefusalsEmbedded(EmbeddedGateway gateway) : ProcessRefusals(gateway);

[Collection<InProduction>]
public sealed class ProcessRefusalsInProduction(ProductionGateway gateway) : ProcessRefusals(gateway);

/// <summary>What a process can't be: each refusal names the field and the remedy, and leaves nothing behind.</summary>
public abstract class ProcessRefusals(GatewayFixture gateway)
{
    /// <summary>A value that can't be, its path, and a word of the remedy.</summary>
    public static TheoryData<string, string, string> Impossible => new()
    {
        { "name", "\"\"", "1 to 100" },
        { "name", $"\"{new string('x', 101)}\"", "at most 100" },
        { "description", $"\"{new string('x', 501)}\"", "at most 500" },
        { "siteId", "null", "give the id" },
        { "siteId", "\"0198c5f0-7a3b-7c11-9d2e-3f4a5b6c7d8e\"", "give the id" },
        { "llmProviderId", "null", "give the id" },
        { "llmProviderId", "\"0198c5f0-7a3b-7c11-9d2e-3f4a5b6c7d8e\"", "give the id" },
        { "accountIds", "[]", "at least one account" },
        { "accountIds", "null", "at least one account" },
        { "accountIds", "[\"0198c5f0-7a3b-7c11-9d2e-3f4a5b6c7d8e\"]", "give ids" },
        { "promptTemplateIds", "[]", "at least one prompt template" },
        { "promptTemplateIds", "[\"0198c5f0-7a3b-7c11-9d2e-3f4a5b6c7d8e\"]", "give ids" },
        { "filters.tab", "null", "name the class tab" },
        { "filters.tab", "\"alle\"", "name the class tab" },
        { "filters.tab", "\"Alle\"", "name the class tab" },
        { "filters.tab", "\"38/../1\"", "e.g. 38" },
        { "filters.titleContains", "\"\"", "null" },
        { "schedule.interval", "\"3 minutes\"", "PT3M" },
        { "schedule.interval", "\"P1M\"", "PT3M" },
        { "schedule.interval", "\"PT0S\"", "PT1S" },
        { "schedule.interval", "\"P2D\"", "P1D" },
        { "schedule.interval", "\"-PT3M\"", "PT1S" },
        { "schedule.timeZone", "\"Europe/Atlantis\"", "Europe/Zurich" },
        { "maxDuration", "\"2h\"", "PT2H" },
        { "maxDuration", "\"PT59S\"", "PT1M" },
        { "maxDuration", "\"PT25H\"", "PT24H" },
        { "limits.recordsPerRun", "0", "at least 1" },
        { "limits.recordsPerRun", "1.5", "whole number" },
        { "limits.postsPerDay", "0", "at least 1" },
        { "limits.minPostGap", "\"-PT1S\"", "PT0S" },
        { "limits.minPostGap", "\"soon\"", "PT30S" },
    };

    /// <summary>What comes with later versions.</summary>
    public static TheoryData<string, string> NotYet => new()
    {
        { "fallbackProviderId", "\"0198c5f0-7a3b-7c11-9d2e-3f4a5b6c7d8e\"" },
        { "filters.keywords", """[{ "word": "Klima", "expansions": ["climate", "مناخ"] }]""" },
        { "filters.languages", "[\"de\"]" },
        { "schedule.activeHours", """[{ "days": ["mon", "tue"], "from": "08:00", "to": "16:00" }]""" },
        { "translateTo", "\"fr\"" },
        { "limits.quietHours", """[{ "days": ["mon"], "from": "22:00", "to": "06:00" }]""" },
        { "limits.budget", """{ "amount": "5.00", "currency": "CHF", "per": "month" }""" },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public async Task What_cannot_be_is_refused_with_the_remedy(string field, string json, string remedy)
    {
        var api = await gateway.UserAsync();
        await RefusedAsync(api, (await api.PartsAsync()).Body.With(field, JsonNode.Parse(json)), field, remedy);
    }

    [Theory]
    [MemberData(nameof(NotYet))]
    public async Task What_is_not_served_yet_is_refused_when_it_is_set(string field, string json)
    {
        var api = await gateway.UserAsync();
        await RefusedAsync(api, (await api.PartsAsync()).Body.With(field, JsonNode.Parse(json)), field, "not available yet");
    }

    [Theory]
    [MemberData(nameof(Impossible))]
    [MemberData(nameof(NotYet))]
    public async Task A_refused_change_leaves_everything_as_it_was(string field, string json, string remedy = "not available yet")
    {
        var scene = await ProcessScene.StoppedAsync(gateway);
        var before = (await scene.GetAsync()).Body.ToJsonString();
        var change = Change(field, JsonNode.Parse(json)).With("hideComments", true);
        Assert.Contains(remedy, (await scene.Api.PatchAsync(scene.Path, change)).IsProblem(HttpStatusCode.UnprocessableEntity).About(field), StringComparison.Ordinal);
        Assert.Equal(Settled(before), Settled((await scene.GetAsync()).Body.ToJsonString()));
    }

    [Theory]
    [InlineData("filters.categories", "[4, 99]", "filters.categories[1]")]
    [InlineData("filters.tasks", "[0]", "filters.tasks[0]")]
    public async Task Numbers_that_the_site_does_not_know_are_refused_one_by_one(string field, string json, string told)
    {
        var api = await gateway.UserAsync();
        await RefusedAsync(api, (await api.PartsAsync()).Body.With(field, JsonNode.Parse(json)), told, "is not a");
    }

    [Theory]
    [InlineData("every ten minutes", "six or seven fields")]
    [InlineData("*/10 * * * *", "six or seven fields")]
    [InlineData("0 0 0 1 1 ? 2020", "Never comes due")]
    public async Task A_cron_expression_must_be_one_and_come_due(string cron, string remedy)
    {
        var api = await gateway.UserAsync();
        await RefusedAsync(api, (await api.PartsAsync()).Body.With("schedule.interval", null).With("schedule.cron", cron), "schedule.cron", remedy);
    }

    [Fact]
    public async Task Interval_and_cron_exclude_each_other()
    {
        var api = await gateway.UserAsync();
        await RefusedAsync(api, (await api.PartsAsync()).Body.With("schedule.cron", "0 0/10 * ? * *"), "schedule", "give one of them");
    }

    [Fact]
    public async Task An_account_of_another_site_is_named()
    {
        var api = await gateway.UserAsync();
        var parts = await api.PartsAsync();
        var other = await api.AddAsync("/accounts", Bodies.Account(await api.AddAsync("/sites", Bodies.Site()), "lehrer.b"));
        await RefusedAsync(api, Bodies.Process(parts.Site, parts.Provider, [parts.Account, other], [parts.Prompt]), "accountIds", "'lehrer.b'");
    }

    [Fact]
    public async Task The_same_account_or_prompt_twice_is_refused()
    {
        var api = await gateway.UserAsync();
        var parts = await api.PartsAsync();
        await RefusedAsync(api, Bodies.Process(parts.Site, parts.Provider, [parts.Account, parts.Account], [parts.Prompt]), "accountIds", "once");
        await RefusedAsync(api, Bodies.Process(parts.Site, parts.Provider, [parts.Account], [parts.Prompt, parts.Prompt]), "promptTemplateIds", "once");
    }

    [Fact]
    public async Task A_run_must_have_room_for_a_whole_article()
    {
        var api = await gateway.UserAsync();
        var parts = await api.PartsAsync();
        var prompts = new[] { parts.Prompt, await api.AddAsync("/prompt-templates", Bodies.Prompt("B")) };
        var body = Bodies.Process(parts.Site, parts.Provider, [parts.Account], prompts);
        await RefusedAsync(api, body.With("limits.recordsPerRun", 1), "limits.recordsPerRun", "at least 2");
        await api.AddAsync("/monitoring-processes", body.With("limits.recordsPerRun", 2));
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once()
    {
        var refused = (await (await gateway.UserAsync()).PostAsync("/monitoring-processes", new JsonObject { ["maxDuration"] = "PT0S" })).IsProblem(HttpStatusCode.UnprocessableEntity);
        string[] fields = ["name", "siteId", "accountIds", "promptTemplateIds", "llmProviderId", "filters.tab", "maxDuration"];
        Assert.Equal(fields.Order(), refused["errors"]!.AsObject().Select(field => field.Key).Order());
        foreach (var field in fields) Assert.Contains($"{field}: ", refused.Detail, StringComparison.Ordinal);
    }

    private static async Task RefusedAsync(ApiClient api, JsonObject body, string field, string remedy)
    {
        var refused = (await api.PostAsync("/monitoring-processes", body)).IsProblem(HttpStatusCode.UnprocessableEntity);
        Assert.Contains(remedy, refused.About(field), StringComparison.Ordinal);
        Assert.Empty((await api.GetAsync("/monitoring-processes")).Items);
    }

    /// <summary>The members down to one value.</summary>
    private static JsonObject Change(string path, JsonNode? value) =>
        path.Split('.').Reverse().Aggregate(value, (inner, name) => new JsonObject { [name] = inner })!.AsObject();

    /// <summary>Without the moment of counting.</summary>
    private static string Settled(string process) => JsonNode.Parse(process)!.AsObject().Without("pipeline").ToJsonString();
}
