using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Domain.Records;
using Pipeline.Gateway.Tests.Fixture;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Tests.Processes;

[Collection<Embedded>]
public sealed class PipelineStatusEmbedded(EmbeddedGateway gateway) : PipelineStatusTests(gateway);

[Collection<InProduction>]
public sealed class PipelineStatusInProduction(ProductionGateway gateway) : PipelineStatusTests(gateway);

[Trait("Promise", "P-STATUS")]
public abstract class PipelineStatusTests(GatewayFixture gateway)
{
    private const string Nothing =
        """{"discovered":0,"prepared":0,"generated":0,"posted":0,"failed":0,"total":0,"skipped":0,"rejected":0,"posting":0,"uncertain":0,"takenBack":0,"awaitingApproval":0}""";

    [Fact]
    public async Task It_counts_nothing_before_anything_was_found()
    {
        var status = (await (await ProcessScene.StoppedAsync(gateway)).StatusAsync()).Is(HttpStatusCode.OK);
        Assert.Equal(gateway.Database.Clock.GetUtcNow(), status["asOf"]!.GetValue<DateTimeOffset>());
        Assert.Equal(Nothing, Counts(status.Body));
    }

    [Fact]
    public async Task It_counts_every_status_exactly()
    {
        var scene = await FilledAsync();
        const string Counted =
            """{"discovered":2,"prepared":1,"generated":2,"posted":1,"failed":1,"total":11,"skipped":1,"rejected":1,"posting":1,"uncertain":1,"takenBack":0,"awaitingApproval":1}""";
        Assert.Equal(Counted, Counts((await scene.StatusAsync()).Body));
        await gateway.Services.GetRequiredService<PipelineCounts>().FoldAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Counted, Counts((await scene.StatusAsync()).Body));
        Assert.Equal(Counted, Counts((await scene.GetAsync())["pipeline"]!));
    }

    [Fact]
    public async Task It_agrees_with_the_records_themselves()
    {
        var scene = await FilledAsync();
        var status = await scene.StatusAsync();
        var records = (await scene.Api.GetAsync($"/article-records?processId={scene.Id}&limit=200")).Items;
        Assert.Equal(records.Count, status["total"]!.GetValue<int>());
        foreach (var group in records.GroupBy(record => record!["status"]!.GetValue<string>())) Assert.Equal(group.Count(), status[group.Key]!.GetValue<int>());
    }

    [Fact]
    public async Task What_is_posted_by_itself_awaits_nobody()
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        (await scene.Api.PatchAsync(scene.Path, new JsonObject { ["generateOnly"] = false })).Is(HttpStatusCode.OK);
        await scene.GeneratedAsync();
        var status = await scene.StatusAsync();
        Assert.Equal((1, 0), (status["generated"]!.GetValue<int>(), status["awaitingApproval"]!.GetValue<int>()));
    }

    [Fact]
    [Trait("Promise", "P-PRIVATE")]
    public async Task One_answer_counts_all_processes_of_mine_and_nobody_elses()
    {
        await (await ProcessScene.RunningAsync(gateway)).DiscoveredAsync();
        var one = await ProcessScene.RunningAsync(gateway);
        var other = await ProcessScene.RunningAsync(gateway, one.Api);
        await one.DiscoveredAsync();
        await other.GeneratedAsync();
        await other.GeneratedAsync();
        var all = (await one.Api.GetAsync("/monitoring-processes/pipeline-status")).Is(HttpStatusCode.OK);
        Assert.Equal((1, 2, 3), (all["discovered"]!.GetValue<int>(), all["generated"]!.GetValue<int>(), all["total"]!.GetValue<int>()));
        Assert.Equal(new Dictionary<Guid, int> { [one.Id] = 1, [other.Id] = 2 }, all.Items.ToDictionary(item => item!["processId"]!.GetValue<Guid>(), item => item!["total"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Who_has_no_process_has_zeros()
    {
        var all = (await (await gateway.UserAsync()).GetAsync("/monitoring-processes/pipeline-status")).Is(HttpStatusCode.OK);
        Assert.Equal((0, 0), (all["total"]!.GetValue<int>(), all.Items.Count));
    }

    /// <summary>A record in every status that there can be, one more that is discovered, and one that is approved.</summary>
    private async Task<ProcessScene> FilledAsync()
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        await scene.DiscoveredAsync();
        foreach (var status in Enum.GetValues<RecordStatus>().Where(status => status != RecordStatus.TakenBack)) await scene.RecordAsync(status);
        (await scene.Api.PostAsync($"/article-records/{await scene.GeneratedAsync()}/approve")).Is(HttpStatusCode.OK);
        return scene;
    }

    private static string Counts(JsonNode status) => status.DeepClone().AsObject().Without("asOf").ToJsonString();
}
