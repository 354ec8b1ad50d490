using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Pipeline.Hosting.Bus;

/// <summary>Connections to RabbitMQ beside the bus's own: for what must go its own way or in its own order.</summary>
internal sealed class RabbitMqConnections(IOptions<BusOptions> options, IOptions<RabbitMqOptions> rabbit, IHostEnvironment environment)
{
    private static readonly TimeSpan TurnPause = TimeSpan.FromMilliseconds(200);

    /// <summary>Opens one that doesn't come back by itself.</summary>
    /// <param name="purpose">What it is for, as people read it in RabbitMQ's list of connections.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<IConnection> OpenAsync(string purpose, CancellationToken cancellationToken)
    {
        if (!RabbitMqAddress.TryParse(rabbit.Value.Uri, out var address)) throw new InvalidOperationException("RabbitMq__Uri can't be read.");
        return new ConnectionFactory
        {
            HostName = address.Host,
            Port = address.Port,
            VirtualHost = address.VirtualHost,
            UserName = address.User,
            Password = address.Password,
            Ssl = new SslOption(address.Host, enabled: address.Tls),
            RequestedHeartbeat = options.Value.Heartbeat,
            ClientProvidedName = $"{environment.ApplicationName} {purpose}",
            AutomaticRecoveryEnabled = false,
        }.CreateConnectionAsync(cancellationToken);
    }

    /// <summary>Waits for a turn that one connection of all services has at a time; it ends with the connection, or by <see cref="EndTurnAsync"/>.</summary>
    public static async Task TakeTurnAsync(IConnection connection, string turn, CancellationToken cancellationToken)
    {
        while (!await TryTakeTurnAsync(connection, turn, cancellationToken)) await Task.Delay(TurnPause, cancellationToken);
    }

    /// <summary>Gives the turn to the next one.</summary>
    public static Task EndTurnAsync(IChannel channel, string turn, CancellationToken cancellationToken) =>
        channel.QueueDeleteAsync(turn, cancellationToken: cancellationToken);

    /// <summary>What goes wrong when the broker does.</summary>
    public static bool IsTransportTrouble(Exception trouble) =>
        trouble is RabbitMQClientException or OperationCanceledException or IOException or TimeoutException or ObjectDisposedException;

    /// <summary>A queue that only one connection can have: who has it has the turn.</summary>
    private static async Task<bool> TryTakeTurnAsync(IConnection connection, string turn, CancellationToken cancellationToken)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        try
        {
            await channel.QueueDeclareAsync(turn, durable: false, exclusive: true, autoDelete: false, cancellationToken: cancellationToken);
            return true;
        }
        catch (OperationInterruptedException others) when (others.ShutdownReason?.ReplyCode == Constants.ResourceLocked)
        {
            return false;
        }
    }
}
