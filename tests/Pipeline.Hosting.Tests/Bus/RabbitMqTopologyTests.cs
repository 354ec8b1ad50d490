using System.Text.Json;
using Pipeline.Contracts;
using Pipeline.Hosting.Bus;
using Pipeline.Testing;
using Pipeline.Testing.Servers;
using RabbitMQ.Client;

namespace Pipeline.Hosting.Tests.Bus;

/// <summary>What the services declare on a real RabbitMQ.</summary>
public sealed class RabbitMqTopologyTests(RabbitMqVirtualHost virtualHost) : IClassFixture<RabbitMqVirtualHost>
{
    private static readonly string[] WorkQueues = [.. PipelineTopology.Queues.Where(queue => queue.Kind != QueueKind.Requests).Select(queue => queue.Name)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_without_consumers_declares_all_queues_as_quorum_with_limit_and_dead_letters()
    {
        await using var host = await TestHost.StartAsync(null, BusSettings.Over(virtualHost));

        var queues = (await virtualHost.QueuesAsync()).ToDictionary(queue => queue.Name);
        foreach (var name in WorkQueues)
        {
            Assert.Equal("quorum", queues[name].Type);
            Assert.Equal(20, queues[name].Arguments["x-delivery-limit"].GetInt32());
            Assert.Equal("at-least-once", Text(queues[name], "x-dead-letter-strategy"));
            Assert.Equal("reject-publish", Text(queues[name], "x-overflow"));
            Assert.Equal($"{name}_dead", Text(queues[name], "x-dead-letter-exchange"));
            Assert.All([$"{name}_error", $"{name}_skipped", $"{name}_dead"], kept => Assert.Equal("classic", queues[kept].Type));
        }
    }

    [Fact]
    public async Task A_message_waits_for_the_consumer_that_isnt_there_yet_and_a_consumer_declares_the_same()
    {
        await using var gateway = await TestHost.StartAsync(null, BusSettings.Over(virtualHost));
        var message = PreparationHost.Message();
        Assert.True(await gateway.Doorbell.TryPublishAsync(message, Cancellation));

        await using var worker = await PreparationHost.StartAsync(BusSettings.Over(virtualHost));

        Assert.Equal(message.ProcessId, (await worker.Service<Received>().NextAsync<ArticlesDiscovered>()).ProcessId);
    }

    [Fact]
    public async Task A_message_that_fails_for_good_is_kept_in_a_queue_without_limits()
    {
        await using var worker = await PreparationHost.StartAsync(BusSettings.Over(virtualHost), _ => throw new InvalidOperationException("on purpose"));
        Assert.True(await worker.Doorbell.TryPublishAsync(PreparationHost.Message(), Cancellation));

        var error = await Eventually.BecomeAsync(
            async () => (await virtualHost.QueuesAsync()).FirstOrDefault(queue => queue.Name == "preparation_error"),
            queue => queue is not null, TimeSpan.FromSeconds(30), "the error queue is there", Cancellation);

        Assert.Equal(["x-queue-type"], error!.Arguments.Keys);
        Assert.Equal("classic", error.Type);
    }

    [Fact]
    public async Task A_message_handed_out_too_often_goes_to_the_dead_queue()
    {
        await using var gateway = await TestHost.StartAsync(null, BusSettings.Over(virtualHost));
        Assert.True(await gateway.Doorbell.TryPublishAsync(new ArticlesPrepared(Guid.CreateVersion7(), [Guid.CreateVersion7()]), Cancellation));
        await using var connection = await new ConnectionFactory { Uri = virtualHost.Address }.CreateConnectionAsync(Cancellation);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);

        await Eventually.TrueAsync(() => DieWithOneAsync(channel), TimeSpan.FromSeconds(60), "it is in the dead queue", Cancellation);
    }

    [Fact]
    public async Task A_queue_that_somebody_deleted_is_there_again_before_the_next_message()
    {
        await using var worker = await TestHost.StartAsync(null, BusSettings.Over(virtualHost));
        var message = new CommentsGenerated(Guid.CreateVersion7(), [Guid.CreateVersion7()]);
        Assert.True(await worker.Doorbell.TryPublishAsync(message, Cancellation));
        await using var connection = await new ConnectionFactory { Uri = virtualHost.Address }.CreateConnectionAsync(Cancellation);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
        await channel.QueueDeleteAsync(PipelineQueues.Posting, false, false, cancellationToken: Cancellation);

        Assert.True(await worker.Doorbell.TryPublishAsync(message, Cancellation));

        Assert.Equal(1u, (await channel.QueueDeclarePassiveAsync(PipelineQueues.Posting, Cancellation)).MessageCount);
    }

    /// <summary>Takes the message as a consumer does, gives it back as RabbitMQ does for one that died; true when it is dead.</summary>
    private static async Task<bool> DieWithOneAsync(IChannel channel)
    {
        if (await channel.BasicGetAsync(PipelineQueues.Generation, autoAck: false, Cancellation) is { } delivery)
            await channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, requeue: true, Cancellation);
        return (await channel.QueueDeclarePassiveAsync("generation_dead", Cancellation)).MessageCount == 1;
    }

    private static string? Text(RabbitMqQueueDetails queue, string argument) =>
        queue.Arguments.TryGetValue(argument, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
