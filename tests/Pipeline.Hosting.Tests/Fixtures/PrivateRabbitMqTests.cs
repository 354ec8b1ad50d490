using Pipeline.Testing.Servers;
using RabbitMQ.Client;

namespace Pipeline.Hosting.Tests.Fixtures;

public sealed class PrivateRabbitMqTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Comes_back_with_its_durable_queues_after_a_kill()
    {
        await using var server = await PrivateRabbitMq.StartNewAsync(Cancellation);
        await using var virtualHost = await RabbitMqVirtualHost.CreateAsync(server.Server);
        await WithChannelAsync(virtualHost, channel =>
            channel.QueueDeclareAsync("jobs", durable: true, exclusive: false, autoDelete: false, cancellationToken: Cancellation));

        // What was declared a moment ago may not be on the disk yet; an orderly stop sees to that.
        await server.StopAsync();
        await server.StartAsync(Cancellation);
        await server.KillAsync();
        await server.StartAsync(Cancellation);

        var queue = await WithChannelAsync(virtualHost, channel => channel.QueueDeclarePassiveAsync("jobs", Cancellation));
        Assert.Equal("jobs", queue.QueueName);
    }

    private static async Task<T> WithChannelAsync<T>(RabbitMqVirtualHost virtualHost, Func<IChannel, Task<T>> act)
    {
        var factory = new ConnectionFactory { Uri = virtualHost.Address };
        await using var connection = await factory.CreateConnectionAsync(Cancellation);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
        return await act(channel);
    }
}
