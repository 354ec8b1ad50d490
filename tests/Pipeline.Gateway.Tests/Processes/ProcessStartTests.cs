using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Gateway.Tests.Fixture;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Tests.Processes;

[Collection<Embedded>]
public sealed class ProcessStartEmbedded(EmbeddedGateway gateway) : ProcessStartTests(gateway);

[Collection<InProduction>]
public sealed class ProcessStartInProduction(ProductionGateway gateway) : ProcessStartTests(gateway);

/// <summary>What speaks against a start, and what only deserves a warning.</summary>
public abstract class ProcessStartTests(GatewayFixture gateway)
{
    private static readonly string[] Stages = ["discovery", "preparation", "generation", "posting"];

    [Fact]
    public async Task Every_reason_is_told_at_once_and_nothing_starts()
    {
        var scene = await ProcessScene.StoppedAsync(gateway);
        await GiveKeylessProviderAsync(scene);
        await AddRefusedAccountAsync(scene);
        await scene.Api.PatchAsync($"/accounts/{scene.Process.AccountIds[0]}", new JsonObject { ["password"] = null });
        var refused = (await scene.OrderAsync("start")).IsProblem(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("'lehrer.a' has no password", refused.About("accountIds"), StringComparison.Ordinal);
        Assert.Contains("refused the account 'lehrer.b' (Wrong password.)", refused.About("accountIds"), StringComparison.Ordinal);
        Assert.Contains("'Keyless' has no API key", refused.About("llmProviderId"), StringComparison.Ordinal);
        Assert.Equal("stopped", (await scene.GetAsync())["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_was_mended_starts()
    {
        var scene = await ProcessScene.StoppedAsync(gateway);
        var account = $"/accounts/{scene.Process.AccountIds[0]}";
        await scene.Api.PatchAsync(account, new JsonObject { ["password"] = null });
        (await scene.OrderAsync("start")).IsProblem(HttpStatusCode.UnprocessableEntity);
        await scene.Api.PatchAsync(account, new JsonObject { ["password"] = "new" });
        (await scene.OrderAsync("start")).Is(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task It_warns_of_every_stage_without_a_worker()
    {
        await gateway.WithoutWorkersAsync();
        var started = (await (await ProcessScene.StoppedAsync(gateway)).OrderAsync("start")).Is(HttpStatusCode.Accepted);
        var warnings = started["warnings"]!.AsArray().Select(warning => warning!.GetValue<string>()).ToList();
        Assert.Equal(4, warnings.Count);
        foreach (var (stage, warning) in Stages.Zip(warnings)) Assert.Contains(stage, warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_does_not_warn_where_all_stages_live()
    {
        foreach (var stage in Stages) await StandInWorker.AliveAsync(gateway.Services, stage);
        Assert.Empty((await (await ProcessScene.StoppedAsync(gateway)).OrderAsync("start")).Is(HttpStatusCode.Accepted)["warnings"]!.AsArray());
    }

    [Fact]
    public async Task An_account_that_is_refused_later_is_a_warning()
    {
        foreach (var stage in Stages) await StandInWorker.AliveAsync(gateway.Services, stage);
        var scene = await ProcessScene.RunningAsync(gateway);
        await RefuseAsync(scene.Process.AccountIds[0]);
        Assert.Contains("'lehrer.a'", Assert.Single((await scene.GetAsync())["warnings"]!.AsArray())!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static async Task GiveKeylessProviderAsync(ProcessScene scene)
    {
        var provider = await scene.Api.AddAsync("/llm-providers", new JsonObject { ["name"] = "Keyless", ["kind"] = "openai", ["model"] = "gpt" });
        (await scene.Api.PatchAsync(scene.Path, new JsonObject { ["llmProviderId"] = provider })).Is(HttpStatusCode.OK);
    }

    private async Task AddRefusedAccountAsync(ProcessScene scene)
    {
        var account = await scene.Api.AddAsync("/accounts", Bodies.Account(scene.Process.SiteId, "lehrer.b"));
        await RefuseAsync(account);
        (await scene.Api.PatchAsync(scene.Path, new JsonObject { ["accountIds"] = new JsonArray(scene.Process.AccountIds[0], account) })).Is(HttpStatusCode.OK);
    }

    private Task RefuseAsync(Guid account) =>
        gateway.Services.GetRequiredService<AccountSessions>().RefuseAsync(account, "Wrong password.", TestContext.Current.CancellationToken);
}
