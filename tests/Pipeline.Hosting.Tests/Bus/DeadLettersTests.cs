using System.Text;
using MassTransit;
using MassTransit.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Contracts;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Bus.Queues;
using Pipeline.Testing;
using Pipeline.Testing.Servers;
using RabbitMQ.Client;

namespace Pipeline.Hosting.Tests.Bus;

/// <summary>Messages that can't be worked on: kept, counted with the reason, and given back.</summary>
[Trait("Promise", "P-LOST")]
public sealed class DeadLettersTests : IAsyncLifetime
{
    private static readonly QueueDefinition Preparation = PipelineTopology.QueueNamed(PipelineQueues.Preparation)!;

    private readonly RabbitMqVirtualHost _virtualHost = new();
    private bool _broken = true;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _virtualHost.InitializeAsync();

    [Theory]
    [InlineData(BusTransport.Memory)]
    [InlineData(BusTransport.RabbitMq)]
    public async Task What_a_consumer_throws_is_the_reason_and_once_it_is_repaired_the_message_is_worked_on(BusTransport transport)
    {
        await using var host = await StartAsync(transport);
        var message = PreparationHost.Message();
        Assert.True(await host.Doorbell.TryPublishAsync(message, Cancellation));

        Assert.Equal([new("NotSupportedException", "nobody thought of this", "ArticlesDiscovered", 1)], (await KeptAsync(host, KeptKind.Error)).Reasons);
        _broken = false;
        Assert.Equal((1, 0, 0), await RedeliverAsync(host));

        Assert.Equal(message.ProcessId, (await host.Service<Received>().NextAsync<ArticlesDiscovered>()).ProcessId);
        await KeptAsync(host, KeptKind.Error, 0);
    }

    [Theory]
    [InlineData(BusTransport.Memory)]
    [InlineData(BusTransport.RabbitMq)]
    public async Task What_cannot_be_read_is_kept_as_it_was_however_often_it_is_given_back(BusTransport transport)
    {
        await using var host = await StartAsync(transport);
        await SendAsync(host, transport, "{ \"messageId\": ");

        Assert.Contains("Json", Assert.Single((await KeptAsync(host, KeptKind.Error)).Reasons).Reason, StringComparison.Ordinal);
        Assert.Equal((1, 0, 0), await RedeliverAsync(host));

        Assert.Null(Assert.Single((await KeptAsync(host, KeptKind.Error)).Reasons).MessageType);
    }

    [Theory]
    [InlineData(BusTransport.Memory)]
    [InlineData(BusTransport.RabbitMq)]
    public async Task A_message_of_a_newer_version_is_skipped_until_somebody_consumes_it(BusTransport transport)
    {
        await using var host = await StartAsync(transport);
        await SendAsync(host, transport, $$"""{ "messageId": "{{Guid.NewGuid()}}", "messageType": ["urn:message:Pipeline.Contracts:ArticlesDiscovered2"], "sentTime": "2026-11-02T09:00:00Z", "message": {} }""");

        var skipped = await KeptAsync(host, KeptKind.Skipped);
        Assert.Equal([new(KeptMessage.NoConsumer, null, "ArticlesDiscovered2", 1)], skipped.Reasons);
        Assert.Equal(new DateTime(2026, 11, 2, 9, 0, 0, DateTimeKind.Utc), skipped.Oldest);
        Assert.Equal((0, 1, 0), await RedeliverAsync(host));
    }

    [Fact]
    public async Task What_kills_its_worker_each_time_is_dead_after_the_limit_and_comes_back()
    {
        await using var gateway = await TestHost.StartAsync(null, Settings(BusTransport.RabbitMq));
        var message = PreparationHost.Message();
        Assert.True(await gateway.Doorbell.TryPublishAsync(message, Cancellation));
        for (var kill = 0; kill <= Limit; kill++) await DieWithItAsync();

        Assert.Equal([new("delivery_limit", null, "ArticlesDiscovered", 1)], (await KeptAsync(gateway, KeptKind.Dead)).Reasons);
        Assert.Equal((0, 0, 1), await RedeliverAsync(gateway));

        _broken = false;
        await using var worker = await StartAsync(BusTransport.RabbitMq);
        Assert.Equal(message.ProcessId, (await worker.Service<Received>().NextAsync<ArticlesDiscovered>()).ProcessId);
    }

    [Fact]
    public async Task What_was_given_back_once_may_die_again_and_is_still_not_lost()
    {
        await using var gateway = await TestHost.StartAsync(null, Settings(BusTransport.RabbitMq));
        Assert.True(await gateway.Doorbell.TryPublishAsync(PreparationHost.Message(), Cancellation));
        for (var round = 0; round < 3; round++)
        {
            for (var kill = 0; kill <= Limit; kill++) await DieWithItAsync();
            await KeptAsync(gateway, KeptKind.Dead);
            Assert.Equal((0, 0, 1), await RedeliverAsync(gateway));
        }
    }

    [Fact]
    public async Task Looking_takes_nothing_away_and_only_a_part_of_many_is_looked_at()
    {
        await using var host = await StartAsync(BusTransport.RabbitMq);
        for (var i = 0; i < 250; i++) await SendAsync(host, BusTransport.RabbitMq, "{");

        for (var look = 0; look < 3; look++)
        {
            var kept = await KeptAsync(host, KeptKind.Error, 250);
            Assert.Equal((200, 200), (kept.Seen, Assert.Single(kept.Reasons).Count));
        }
    }

    [Fact]
    public async Task What_takes_too_long_is_told_as_left_and_goes_with_the_next_call()
    {
        await using var worker = await StartAsync(BusTransport.RabbitMq);
        const int Many = 80;
        for (var i = 0; i < Many; i++) await SendAsync(worker, BusTransport.RabbitMq, "{");
        await KeptAsync(worker, KeptKind.Error, Many);
        await using var gateway = await TestHost.StartAsync(
            builder => builder.Services.AddSingleton<TimeProvider>(new HastyStopwatch()), Settings(BusTransport.RabbitMq));

        var redelivery = await gateway.Service<IQueueDesk>().RedeliverAsync(Preparation, Cancellation);

        Assert.InRange(redelivery.Moved[KeptKind.Error], 1, Many - 1);
        Assert.Equal(Many, redelivery.Moved[KeptKind.Error] + redelivery.Left);
    }

    [Fact]
    public async Task While_somebody_else_has_the_turn_it_is_said_so()
    {
        await using var host = await StartAsync(BusTransport.RabbitMq);
        await using var other = await new ConnectionFactory { Uri = _virtualHost.Address }.CreateConnectionAsync(Cancellation);
        await using var channel = await other.CreateChannelAsync(cancellationToken: Cancellation);
        await channel.QueueDeclareAsync("pipeline.desk", durable: false, exclusive: true, autoDelete: false, cancellationToken: Cancellation);

        var refused = await Assert.ThrowsAsync<QueuesUnreachableException>(() => host.Service<IQueueDesk>().ReadAsync(Cancellation));

        Assert.StartsWith("Somebody else", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_broker_it_is_said_that_there_is_none()
    {
        await using var host = TestHost.Build(null, ("RabbitMq:Uri", $"amqp://user:hunter2@127.0.0.1:{FreePort.Next()}/"));

        var refused = await Assert.ThrowsAsync<QueuesUnreachableException>(() => host.Service<IQueueDesk>().ReadAsync(Cancellation));

        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _virtualHost.DisposeAsync();

    private const int Limit = 2;

    private (string, string)[] Settings(BusTransport transport) =>
        transport == BusTransport.Memory ? BusSettings.Memory : [.. BusSettings.Over(_virtualHost), ("Bus:DeliveryLimit", $"{Limit}")];

    private Task<TestHost> StartAsync(BusTransport transport) => PreparationHost.StartAsync(
        Settings(transport), _ => _broken ? throw new NotSupportedException("nobody thought of this") : Task.CompletedTask);

    private static Task<KeptReport> KeptAsync(TestHost host, KeptKind kind, int count = 1) => Eventually.BecomeAsync(
        async () => (await host.Service<IQueueDesk>().ReadAsync(Cancellation)).Single(report => report.Queue == Preparation).Kept[kind],
        kept => kept.Depth == count, TimeSpan.FromSeconds(60), $"{count} are kept as {kind}", Cancellation);

    private static async Task<(int Errors, int Skipped, int Dead)> RedeliverAsync(TestHost host)
    {
        var redelivery = await host.Service<IQueueDesk>().RedeliverAsync(Preparation, Cancellation);
        Assert.Equal(0, redelivery.Left);
        return (redelivery.Moved[KeptKind.Error], redelivery.Moved[KeptKind.Skipped], redelivery.Moved[KeptKind.Dead]);
    }

    /// <summary>Sends a body as somebody else would have written it.</summary>
    private static async Task SendAsync(TestHost host, BusTransport transport, string body)
    {
        var name = transport == BusTransport.Memory ? "queue" : "exchange";
        var endpoint = await host.Service<IBus>().GetSendEndpoint(new Uri($"{name}:{PipelineQueues.Preparation}"));
        var copy = new CopyBodySerializer(new("application/vnd.masstransit+json"), new BytesMessageBody(Encoding.UTF8.GetBytes(body)));
        await endpoint.Send(new Stray(), Pipe.Execute<SendContext>(context => context.Serializer = copy), Cancellation).WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
    }

    /// <summary>Takes the message and is gone, as a worker that is killed.</summary>
    private async Task DieWithItAsync()
    {
        await using var connection = await new ConnectionFactory { Uri = _virtualHost.Address }.CreateConnectionAsync(Cancellation);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
        await Eventually.TrueAsync(
            async () => await channel.BasicGetAsync(PipelineQueues.Preparation, autoAck: false, Cancellation) is not null,
            TimeSpan.FromSeconds(30), "the message is handed out", Cancellation);
        await connection.AbortAsync(Cancellation);
    }

    /// <summary>A second passes between two looks at it.</summary>
    private sealed class HastyStopwatch : TimeProvider
    {
        private long _looks;

        public override long GetTimestamp() => Interlocked.Increment(ref _looks) * TimestampFrequency;
    }
}
