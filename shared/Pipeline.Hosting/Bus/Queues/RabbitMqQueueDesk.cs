using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Pipeline.Hosting.Bus.Queues;

/// <summary>
/// The queues of RabbitMQ, by AMQP alone: its management API may not be there. One service at a time, since a message that is
/// being looked at is not in its queue meanwhile.
/// </summary>
internal sealed class RabbitMqQueueDesk(RabbitMqConnections connections, TimeProvider clock) : IQueueDesk
{
    /// <summary>So many messages are looked at of each kind and queue.</summary>
    private const int Sample = 200;

    /// <summary>So many go back in one call.</summary>
    private const int AtOnce = 5_000;

    private const string Turn = "pipeline.desk";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MovePatience = TimeSpan.FromMinutes(1);

    /// <summary>So long messages are moved; what is left is told, and goes with the next call.</summary>
    private static readonly TimeSpan Moving = TimeSpan.FromSeconds(45);

    public Task<IReadOnlyList<QueueReport>> ReadAsync(CancellationToken cancellationToken) => InTurnAsync<IReadOnlyList<QueueReport>>(
        async (connection, token) =>
        {
            var reports = new List<QueueReport>();
            foreach (var queue in PipelineTopology.Queues) reports.Add(await ReadAsync(connection, queue, token));
            return reports;
        },
        Patience, cancellationToken);

    public Task<Redelivery> RedeliverAsync(QueueDefinition queue, CancellationToken cancellationToken) => InTurnAsync(
        async (connection, token) =>
        {
            var began = clock.GetTimestamp();
            var (moved, left) = (new Dictionary<KeptKind, int>(), 0);
            foreach (var kind in Enum.GetValues<KeptKind>())
            {
                var there = queue.Keeps(kind) ? (int)((await FindAsync(connection, queue.KeptName(kind), token))?.MessageCount ?? 0) : 0;
                moved[kind] = await MoveAsync(connection, queue.KeptName(kind), queue.Name, Math.Min(there, AtOnce - moved.Values.Sum()), began, token);
                left += there - moved[kind];
            }

            return new Redelivery(moved, left);
        },
        MovePatience, cancellationToken);

    private static async Task<QueueReport> ReadAsync(IConnection connection, QueueDefinition queue, CancellationToken cancellationToken)
    {
        var found = await FindAsync(connection, queue.Name, cancellationToken);
        var kept = new Dictionary<KeptKind, KeptReport>();
        foreach (var kind in Enum.GetValues<KeptKind>())
            kept[kind] = queue.Keeps(kind) ? await LookAsync(connection, kind, queue.KeptName(kind), cancellationToken) : KeptReport.Empty;
        return new(queue, (int)(found?.MessageCount ?? 0), (int)(found?.ConsumerCount ?? 0), kept);
    }

    /// <summary>Looks at the first messages; they go back to their places when the channel closes.</summary>
    private static async Task<KeptReport> LookAsync(IConnection connection, KeptKind kind, string name, CancellationToken cancellationToken)
    {
        if (await FindAsync(connection, name, cancellationToken) is not { MessageCount: > 0 } found) return KeptReport.Empty;
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        var seen = new List<KeptMessage>();
        while (seen.Count < Sample && await channel.BasicGetAsync(name, autoAck: false, cancellationToken) is { } message)
            seen.Add(KeptMessage.Of(kind, message.BasicProperties.Text, message.Body));
        return KeptReport.Of((int)found.MessageCount, seen);
    }

    /// <summary>Each message is in the queue, and RabbitMQ has confirmed it, before it is taken from where it was kept.</summary>
    private async Task<int> MoveAsync(IConnection connection, string from, string to, int count, long began, CancellationToken cancellationToken)
    {
        if (count <= 0) return 0;
        var confirmed = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        await using var channel = await connection.CreateChannelAsync(confirmed, cancellationToken);
        var moved = 0;
        while (moved < count && clock.GetElapsedTime(began) < Moving && await channel.BasicGetAsync(from, autoAck: false, cancellationToken) is { } message)
        {
            await channel.BasicPublishAsync("", to, mandatory: true, message.BasicProperties.AsSent(), message.Body, cancellationToken);
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false, cancellationToken);
            moved++;
        }

        return moved;
    }

    /// <summary>The queue as it stands; null if somebody deleted it, until a service declares it again.</summary>
    private static async Task<QueueDeclareOk?> FindAsync(IConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        try
        {
            return await channel.QueueDeclarePassiveAsync(name, cancellationToken);
        }
        catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return null;
        }
    }

    private async Task<T> InTurnAsync<T>(Func<IConnection, CancellationToken, Task<T>> work, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(limit);
        try
        {
            await using var connection = await connections.OpenAsync("desk", patience.Token);
            await TakeTurnAsync(connection, patience.Token, cancellationToken);
            return await work(connection, patience.Token);
        }
        catch (Exception trouble) when (RabbitMqConnections.IsTransportTrouble(trouble) && !cancellationToken.IsCancellationRequested)
        {
            throw new QueuesUnreachableException(
                trouble is OperationCanceledException ? $"RabbitMQ didn't answer within {limit.TotalSeconds:0} s." : $"RabbitMQ doesn't answer as it should: {trouble.Message}", trouble);
        }
    }

    private static async Task TakeTurnAsync(IConnection connection, CancellationToken patience, CancellationToken cancellationToken)
    {
        try
        {
            await RabbitMqConnections.TakeTurnAsync(connection, Turn, patience);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new QueuesUnreachableException("Somebody else looks at the queues, or gives messages back, and isn't done yet. Try again in a minute.", late);
        }
    }
}
