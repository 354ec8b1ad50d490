using MassTransit;
using MassTransit.Serialization;

namespace Pipeline.Hosting.Bus.Queues;

/// <summary>The queues of the bus in memory: a process that dies takes them with it, so nothing is ever handed out too often.</summary>
internal sealed class MemoryQueueDesk(MemoryKeep keep, IBus bus) : IQueueDesk
{
    public Task<IReadOnlyList<QueueReport>> ReadAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<QueueReport>>([.. PipelineTopology.Queues.Select(queue => new QueueReport(
            queue, null, null, Enum.GetValues<KeptKind>().ToDictionary(kind => kind, kind => Report(queue, kind))))]);

    public async Task<Redelivery> RedeliverAsync(QueueDefinition queue, CancellationToken cancellationToken)
    {
        var endpoint = await bus.GetSendEndpoint(new Uri($"queue:{queue.Name}"));
        var moved = new Dictionary<KeptKind, int>();
        foreach (var kind in Enum.GetValues<KeptKind>())
        {
            var count = keep.Look(queue, kind).Count;
            for (moved[kind] = 0; moved[kind] < count && keep.Take(queue, kind) is { } message; moved[kind]++)
                await SendAsync(endpoint, queue, kind, message, cancellationToken);
        }

        return new(moved, 0);
    }

    private KeptReport Report(QueueDefinition queue, KeptKind kind)
    {
        var kept = keep.Look(queue, kind);
        return KeptReport.Of(kept.Count, [.. kept.Select(message => message.Describe(kind))]);
    }

    private async Task SendAsync(ISendEndpoint endpoint, QueueDefinition queue, KeptKind kind, MemoryMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await endpoint.Send(new Again(), Pipe.Execute<SendContext>(context => context.Serializer = new CopyBodySerializer(message.ContentType, new BytesMessageBody(message.Body))), cancellationToken);
        }
        catch
        {
            keep.Add(queue, kind, message);
            throw;
        }
    }

    /// <summary>In the place of a message whose body is copied as it is.</summary>
    private sealed record Again;
}
