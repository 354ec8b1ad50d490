using System.Net;
using System.Text.Json.Nodes;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Contracts;
using Pipeline.Domain.Identity;
using Pipeline.Gateway.Tests.Fixture;
using Pipeline.Hosting.Bus;
using Pipeline.Testing;

namespace Pipeline.Gateway.Tests.Queues;

[Collection<Embedded>]
public sealed class QueuesEmbedded(EmbeddedGateway gateway) : QueuesTests(gateway, "queue");

[Collection<InProduction>]
public sealed class QueuesInProduction(ProductionGateway gateway) : QueuesTests(gateway, "exchange");

/// <summary>What there is to see of the queues, and what an administrator can do about what got stuck.</summary>
public abstract class QueuesTests(GatewayFixture gateway, string scheme)
{
    private static readonly string[] Members = ["name", "depth", "waiting", "inWork", "consumers", "rate", "oldest", "errors", "skipped", "dead"];
    private static readonly string[] Stages = [PipelineQueues.Discovery, PipelineQueues.Preparation, PipelineQueues.Generation, PipelineQueues.Posting];

    [Fact]
    public async Task Every_queue_is_there_with_its_figures()
    {
        var queues = (await (await gateway.UserAsync(UserRole.Viewer)).GetAsync("/queues")).Is(HttpStatusCode.OK).Items;
        Assert.Equal(PipelineTopology.Queues.Select(queue => queue.Name), queues.Select(Name));
        Assert.All(queues, queue => Assert.Equal(Members, queue!.AsObject().Select(member => member.Key)));
        foreach (var queue in queues.Where(queue => Stages.Contains(Name(queue))))
            Assert.All(new[] { "depth", "waiting", "inWork", "consumers" }, figure => Assert.True(queue![figure]!.GetValue<int>() >= 0));
    }

    [Fact]
    public async Task What_waits_and_what_is_in_work_is_counted_by_the_ledger()
    {
        var scene = await ProcessScene.RunningAsync(gateway, await gateway.UserAsync());
        var before = await QueueAsync(PipelineQueues.Preparation, _ => true);
        await scene.DiscoveredAsync();
        var after = await QueueAsync(PipelineQueues.Preparation, queue => Number(queue, "waiting") > Number(before, "waiting"));
        Assert.Equal(Number(before, "waiting") + 1, Number(after, "waiting"));
    }

    [Fact]
    public async Task A_message_that_nobody_consumes_is_counted_with_its_reason_and_goes_back_when_an_administrator_says_so()
    {
        await SendStrayAsync();
        var reason = Assert.Single((await QueueAsync(PipelineQueues.Monitoring, Skipped(1)))["skipped"]!["reasons"]!.AsArray())!;
        Assert.Equal(("no_consumer", "ArticlesDiscovered", 1), (reason["reason"]!.GetValue<string>(), reason["messageType"]!.GetValue<string>(), Number(reason, "count")));
        var moved = (await gateway.Client(GatewayHost.AdminToken).PostAsync("/queues/monitoring/redeliver")).Is(HttpStatusCode.OK);
        Assert.Equal((0, 1, 0, 0), (Number(moved.Body, "errors"), Number(moved.Body, "skipped"), Number(moved.Body, "dead"), Number(moved.Body, "left")));
        await QueueAsync(PipelineQueues.Monitoring, Skipped(1)); // Nobody consumes it still: it is kept again.
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("monitoring_error")]
    public async Task A_queue_that_there_is_not_is_404_and_the_others_are_named(string name)
    {
        var refused = (await gateway.Client(GatewayHost.AdminToken).PostAsync($"/queues/{name}/redeliver")).IsProblem(HttpStatusCode.NotFound);
        Assert.All(PipelineTopology.Queues, queue => Assert.Contains(queue.Name, refused.Detail, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Promise", "P-PRIVATE")]
    public async Task Giving_back_is_for_administrators() =>
        Assert.Contains("operator", (await (await gateway.UserAsync()).PostAsync("/queues/monitoring/redeliver")).IsProblem(HttpStatusCode.Forbidden).Detail, StringComparison.Ordinal);

    private static Func<JsonNode, bool> Skipped(int count) => queue => Number(queue["skipped"]!, "depth") == count;

    private static string Name(JsonNode? queue) => queue!["name"]!.GetValue<string>();

    private static int Number(JsonNode node, string name) => node[name]!.GetValue<int>();

    /// <summary>The queue, once it is as expected; an answer is good for a second.</summary>
    private async Task<JsonNode> QueueAsync(string name, Func<JsonNode, bool> expected)
    {
        var api = gateway.Client(GatewayHost.AdminToken);
        return await Eventually.BecomeAsync(
            async () =>
            {
                await gateway.Database.AdvanceAsync(TimeSpan.FromSeconds(1));
                return (await api.GetAsync("/queues")).Is(HttpStatusCode.OK).Items.Single(queue => Name(queue) == name)!;
            },
            expected, TimeSpan.FromSeconds(30), $"{name} is as expected", TestContext.Current.CancellationToken);
    }

    private async Task SendStrayAsync()
    {
        var endpoint = await gateway.Services.GetRequiredService<IBus>().GetSendEndpoint(new Uri($"{scheme}:{PipelineQueues.Monitoring}"));
        await endpoint.Send(new ArticlesDiscovered(Guid.CreateVersion7(), []), TestContext.Current.CancellationToken);
    }
}
