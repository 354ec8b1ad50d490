using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Domain.Records;
using Pipeline.Gateway.Dashboard.Records;
using Pipeline.Gateway.Tests.Fixture;

namespace Pipeline.Gateway.Tests.Records;

[Collection<Embedded>]
public sealed class DeletedPartsEmbedded(EmbeddedGateway gateway) : DeletedPartsTests(gateway);

[Collection<InProduction>]
public sealed class DeletedPartsInProduction(ProductionGateway gateway) : DeletedPartsTests(gateway);

/// <summary>What became of a record can be seen, whatever was deleted since.</summary>
public abstract class DeletedPartsTests(GatewayFixture gateway)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_list_shows_records_of_a_deleted_account_and_prompt_beside_the_others()
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        var old = await scene.RecordAsync(RecordStatus.Rejected);
        var kept = await ReplacePartsAsync(scene);
        var page = await gateway.Services.GetRequiredService<RecordLists>().PageAsync(scene.Api.UserId, scene.Id, Dashboard.Records.RecordFilter.All, null, Cancellation);
        Assert.False(page.HasOlder);
        Assert.Equal([(kept, "Lehrperson A", "Neu"), (old, null, null)], page.Records.Select(record => (record.Id, record.Account, record.Prompt)));
    }

    [Fact]
    public async Task Its_own_screen_shows_it_too()
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        var old = await scene.RecordAsync(RecordStatus.Rejected);
        await ReplacePartsAsync(scene);
        var record = await gateway.Services.GetRequiredService<RecordDetailsReader>().ReadAsync(scene.Api.UserId, old, Cancellation);
        Assert.Equal((RecordStatus.Rejected, null, null), (record?.Status, record?.Account, record?.Prompt));
    }

    [Fact]
    public async Task The_api_answers_it_with_the_ids_that_it_had()
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        var old = await scene.RecordAsync(RecordStatus.Rejected);
        await ReplacePartsAsync(scene);
        Assert.Equal(2, (await scene.Api.GetAsync($"/article-records?processId={scene.Id}")).Items.Count);
        Assert.Equal(scene.Process.AccountIds[0], (await scene.Api.GetAsync($"/article-records/{old}")).Is(HttpStatusCode.OK)["accountId"]!.GetValue<Guid>());
    }

    /// <summary>Gives the process another account and prompt, deletes the ones before, and finds another article; its record.</summary>
    private static async Task<Guid> ReplacePartsAsync(ProcessScene scene)
    {
        var account = await scene.Api.AddAsync("/accounts", Bodies.Account(scene.Process.SiteId, "lehrer.b"));
        var prompt = await scene.Api.AddAsync("/prompt-templates", Bodies.Prompt("Neu"));
        var change = new JsonObject { ["accountIds"] = new JsonArray(account), ["promptTemplateIds"] = new JsonArray(prompt) };
        (await scene.Api.PatchAsync(scene.Path, change)).Is(HttpStatusCode.OK);
        (await scene.Api.DeleteAsync($"/accounts/{scene.Process.AccountIds[0]}")).Is(HttpStatusCode.NoContent);
        (await scene.Api.DeleteAsync($"/prompt-templates/{scene.Process.PromptIds[0]}")).Is(HttpStatusCode.NoContent);
        return await scene.DiscoveredAsync(account, prompt);
    }
}
