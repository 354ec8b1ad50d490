using System.Net;
using System.Text.Json.Nodes;
using Pipeline.Domain.Records;
using Pipeline.Gateway.Tests.Fixture;

namespace Pipeline.Gateway.Tests.Processes;

[Collection<Embedded>]
public sealed class ProcessSettingsEmbedded(EmbeddedGateway gateway) : ProcessSettingsTests(gateway);

[Collection<InProduction>]
public sealed class ProcessSettingsInProduction(ProductionGateway gateway) : ProcessSettingsTests(gateway);

/// <summary>Making, reading, changing and deleting processes.</summary>
public abstract class ProcessSettingsTests(GatewayFixture gateway)
{
    private static readonly string[] Settings =
    [
        "name", "description", "siteId", "accountIds", "promptTemplateIds", "llmProviderId", "fallbackProviderId", "filters", "schedule", "maxDuration",
        "generateOnly", "hideComments", "translateTo", "limits",
    ];

    private static readonly string[] State =
    [
        "id", "status", "stopReason", "startedAt", "stoppedAt", "deadlineAt", "nextDiscoveryAt", "activeJobId", "emptyStreak", "lastError", "pipeline", "warnings",
        "createdAt", "updatedAt",
    ];

    [Fact]
    public async Task A_process_is_made_stopped_and_keeps_what_was_said()
    {
        var api = await gateway.UserAsync();
        var body = (await api.PartsAsync()).Body;
        var made = (await api.PostAsync("/monitoring-processes", body)).Is(HttpStatusCode.Created);
        Assert.Equal($"/api/v1/monitoring-processes/{made.Id}", made.Headers.Location?.ToString());
        Assert.Equal("stopped", made["status"]!.GetValue<string>());
        foreach (var name in Settings) Assert.Equal(body[name]?.ToJsonString(), made[name]?.ToJsonString());
        Assert.Equal(made.Text, (await api.GetAsync($"/monitoring-processes/{made.Id}")).Is(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task It_has_the_contracts_members()
    {
        var process = await (await ProcessScene.StoppedAsync(gateway)).GetAsync();
        Assert.Equal(Settings.Concat(State).Order(), process.Body.AsObject().Select(member => member.Key).Order());
        foreach (var name in new[] { "stopReason", "startedAt", "stoppedAt", "deadlineAt", "nextDiscoveryAt", "activeJobId", "lastError" }) Assert.Null(process[name]);
        Assert.Equal((0, 0), (process["emptyStreak"]!.GetValue<int>(), process["warnings"]!.AsArray().Count));
        Assert.EndsWith("Z", process["createdAt"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(7, process.Id.Version);
    }

    [Fact]
    [Trait("Promise", "P-GENONLY")]
    public async Task What_is_left_out_has_its_default()
    {
        var api = await gateway.UserAsync();
        var body = (await api.PartsAsync()).Body;
        foreach (var name in new[] { "description", "schedule", "maxDuration", "generateOnly", "hideComments", "limits" }) body.Remove(name);
        var made = (await api.PostAsync("/monitoring-processes", body.With("filters", new JsonObject { ["tab"] = "38" }))).Is(HttpStatusCode.Created);
        Assert.Equal(("", "PT2H", true, false), (made["description"]!.GetValue<string>(), made["maxDuration"]!.GetValue<string>(), made["generateOnly"]!.GetValue<bool>(), made["hideComments"]!.GetValue<bool>()));
        Assert.Equal("""{"interval":"PT3M","cron":null,"timeZone":"Europe/Zurich","activeHours":null}""", made["schedule"]!.ToJsonString());
        Assert.Equal("""{"recordsPerRun":20,"postsPerDay":100,"minPostGap":"PT30S","quietHours":null,"budget":null}""", made["limits"]!.ToJsonString());
    }

    [Fact]
    public async Task Null_in_limits_means_no_limit()
    {
        var api = await gateway.UserAsync();
        var body = (await api.PartsAsync()).Body.With("limits.recordsPerRun", null).With("limits.postsPerDay", null).With("limits.minPostGap", null);
        var made = (await api.PostAsync("/monitoring-processes", body)).Is(HttpStatusCode.Created);
        Assert.Equal("""{"recordsPerRun":null,"postsPerDay":null,"minPostGap":null,"quietHours":null,"budget":null}""", made["limits"]!.ToJsonString());
    }

    [Fact]
    public async Task A_change_touches_only_what_it_names()
    {
        var scene = await ProcessScene.StoppedAsync(gateway);
        var before = await scene.GetAsync();
        var change = new JsonObject { ["name"] = "Klasse 5b", ["limits"] = new JsonObject { ["postsPerDay"] = 7 } };
        var changed = (await scene.Api.PatchAsync(scene.Path, change)).Is(HttpStatusCode.OK);
        Assert.Equal(("Klasse 5b", 7, 20), (changed["name"]!.GetValue<string>(), changed["limits"]!["postsPerDay"]!.GetValue<int>(), changed["limits"]!["recordsPerRun"]!.GetValue<int>()));
        foreach (var name in Settings.Except(["name", "limits"])) Assert.Equal(before[name]?.ToJsonString(), changed[name]?.ToJsonString());
    }

    [Fact]
    public async Task Of_interval_and_cron_the_one_that_was_said_last_holds()
    {
        var scene = await ProcessScene.StoppedAsync(gateway);
        var cron = await scene.Api.PatchAsync(scene.Path, new JsonObject { ["schedule"] = new JsonObject { ["cron"] = "0 0/10 8-16 ? * MON-FRI" } });
        Assert.Equal("""{"interval":null,"cron":"0 0/10 8-16 ? * MON-FRI","timeZone":"Europe/Zurich","activeHours":null}""", cron["schedule"]!.ToJsonString());
        var interval = await scene.Api.PatchAsync(scene.Path, new JsonObject { ["schedule"] = new JsonObject { ["interval"] = "PT10M" } });
        Assert.Equal("""{"interval":"PT10M","cron":null,"timeZone":"Europe/Zurich","activeHours":null}""", interval["schedule"]!.ToJsonString());
    }

    [Fact]
    public async Task Accounts_and_prompts_keep_their_order()
    {
        var api = await gateway.UserAsync();
        var parts = await api.PartsAsync();
        var accounts = new[] { await api.AddAsync("/accounts", Bodies.Account(parts.Site, "b")), parts.Account, await api.AddAsync("/accounts", Bodies.Account(parts.Site, "a")) };
        var prompts = new[] { await api.AddAsync("/prompt-templates", Bodies.Prompt("B")), parts.Prompt };
        var made = (await api.PostAsync("/monitoring-processes", Bodies.Process(parts.Site, parts.Provider, accounts, prompts))).Is(HttpStatusCode.Created);
        Assert.Equal(accounts, made["accountIds"]!.AsArray().Select(id => id!.GetValue<Guid>()));
        Assert.Equal(prompts, made["promptTemplateIds"]!.AsArray().Select(id => id!.GetValue<Guid>()));
    }

    [Fact]
    public async Task The_site_stays_once_something_was_found_there()
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        await scene.DiscoveredAsync();
        var move = new JsonObject { ["siteId"] = await scene.Api.AddAsync("/sites", Bodies.Site()) };
        Assert.NotEmpty((await scene.Api.PatchAsync(scene.Path, move)).IsProblem(HttpStatusCode.UnprocessableEntity).About("siteId"));
    }

    [Fact]
    public async Task A_stopped_process_is_deleted_with_its_records()
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        var record = await scene.GeneratedAsync();
        Assert.Contains("running", (await scene.Api.DeleteAsync(scene.Path)).IsProblem(HttpStatusCode.Conflict).Detail, StringComparison.Ordinal);
        await scene.StopAsync();
        (await scene.Api.DeleteAsync(scene.Path)).Is(HttpStatusCode.NoContent);
        (await scene.GetAsync()).IsProblem(HttpStatusCode.NotFound);
        (await scene.Api.GetAsync($"/article-records/{record}")).IsProblem(HttpStatusCode.NotFound);
    }

    [Theory]
    [Trait("Promise", "P-TWICE")]
    [InlineData(RecordStatus.Posting)]
    [InlineData(RecordStatus.Uncertain)]
    public async Task It_is_not_deleted_while_nobody_knows_what_became_of_a_comment(RecordStatus status)
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        var record = await scene.RecordAsync(status);
        await scene.StopAsync();
        Assert.Contains("uncertain", (await scene.Api.DeleteAsync(scene.Path)).IsProblem(HttpStatusCode.Conflict).Detail, StringComparison.Ordinal);
        (await scene.Api.GetAsync($"/article-records/{record}")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_list_can_be_narrowed_to_statuses()
    {
        var running = await ProcessScene.RunningAsync(gateway);
        var stopped = await ProcessScene.StoppedAsync(gateway, running.Api);
        Assert.Equal(stopped.Id, Assert.Single((await running.Api.GetAsync("/monitoring-processes?status=stopped")).Items)!["id"]!.GetValue<Guid>());
        Assert.Equal(2, (await running.Api.GetAsync("/monitoring-processes?status=stopped&status=running")).Items.Count);
        Assert.Contains("paused", (await running.Api.GetAsync("/monitoring-processes?status=dead")).IsProblem(HttpStatusCode.UnprocessableEntity).About("status"), StringComparison.Ordinal);
    }
}
