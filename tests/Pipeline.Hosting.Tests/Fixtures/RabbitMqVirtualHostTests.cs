using Pipeline.Testing.Servers;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Pipeline.Hosting.Tests.Fixtures;

public sealed class RabbitMqVirtualHostTests(RabbitMqVirtualHost virtualHost) : IClassFixture<RabbitMqVirtualHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Holds_a_quorum_queue_that_another_one_does_not_see()
    {
        await using var other = await RabbitMqVirtualHost.CreateAsync(await RabbitMqServer.SharedAsync());
        await using var connection = await ConnectAsync(virtualHost);
        await DeclareQuorumQueueAsync(connection, "only-here");

        await using var elsewhere = await ConnectAsync(other);
        await using var channel = await elsewhere.CreateChannelAsync(cancellationToken: Cancellation);

        await Assert.ThrowsAsync<OperationInterruptedException>(() => channel.QueueDeclarePassiveAsync("only-here", Cancellation));
    }

    [Fact]
    public async Task Can_be_deleted_and_made_anew_empty_with_its_permissions()
    {
        await using var own = await RabbitMqVirtualHost.CreateAsync(await RabbitMqServer.SharedAsync());
        var before = await ConnectAsync(own);
        await DeclareQuorumQueueAsync(before, "jobs");
        var cut = new TaskCompletionSource();
        before.ConnectionShutdownAsync += (_, _) => { cut.TrySetResult(); return Task.CompletedTask; };

        await own.DeleteAsync();
        await cut.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        await own.CreateAgainAsync();

        await using var after = await ConnectAsync(own);
        await using var channel = await after.CreateChannelAsync(cancellationToken: Cancellation);
        await Assert.ThrowsAsync<OperationInterruptedException>(() => channel.QueueDeclarePassiveAsync("jobs", Cancellation));
        await DeclareQuorumQueueAsync(after, "jobs");
    }

    private static Task<IConnection> ConnectAsync(RabbitMqVirtualHost virtualHost) =>
        new ConnectionFactory { Uri = virtualHost.Address, AutomaticRecoveryEnabled = false }.CreateConnectionAsync(Cancellation);

    private static async Task DeclareQuorumQueueAsync(IConnection connection, string queue)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
        var arguments = new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: Cancellation);
    }
}
