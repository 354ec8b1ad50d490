using System.Collections.Concurrent;
using System.Net.Mime;
using MassTransit;

namespace Pipeline.Hosting.Bus.Queues;

/// <summary>
/// What failed or was skipped on the bus in memory. MassTransit would keep it in queues that nobody can look into and that
/// grow for ever; here the newest are kept, until the process ends. Their rows ring again all the same.
/// </summary>
internal sealed class MemoryKeep
{
    private const int Most = 1_000;

    private readonly ConcurrentDictionary<(string Queue, KeptKind Kind), Queue<MemoryMessage>> _kept = new();

    /// <summary>Makes an endpoint keep here what it can't work on.</summary>
    public void Attach(IReceiveEndpointConfigurator endpoint, QueueDefinition queue)
    {
        if (queue.Keeps(KeptKind.Error)) endpoint.ConfigureError(pipe => pipe.UseFilter(new KeepFilter<ExceptionReceiveContext>(this, queue, KeptKind.Error)));
        if (queue.Keeps(KeptKind.Skipped)) endpoint.ConfigureDeadLetter(pipe => pipe.UseFilter(new KeepFilter<ReceiveContext>(this, queue, KeptKind.Skipped)));
    }

    /// <summary>What is kept, the oldest first.</summary>
    public IReadOnlyList<MemoryMessage> Look(QueueDefinition queue, KeptKind kind)
    {
        var kept = Of(queue, kind);
        lock (kept) return [.. kept];
    }

    /// <summary>Takes the oldest out; null if there is none.</summary>
    public MemoryMessage? Take(QueueDefinition queue, KeptKind kind)
    {
        var kept = Of(queue, kind);
        lock (kept) return kept.TryDequeue(out var oldest) ? oldest : null;
    }

    public void Add(QueueDefinition queue, KeptKind kind, MemoryMessage message)
    {
        var kept = Of(queue, kind);
        lock (kept)
        {
            kept.Enqueue(message);
            if (kept.Count > Most) kept.Dequeue();
        }
    }

    private Queue<MemoryMessage> Of(QueueDefinition queue, KeptKind kind) => _kept.GetOrAdd((queue.Name, kind), _ => new());

    private sealed class KeepFilter<T>(MemoryKeep keep, QueueDefinition queue, KeptKind kind) : IFilter<T>
        where T : class, ReceiveContext
    {
        public async Task Send(T context, IPipe<T> next)
        {
            var exception = (context as ExceptionReceiveContext)?.Exception.GetBaseException();
            keep.Add(queue, kind, new MemoryMessage(context.Body.GetBytes(), context.ContentType, exception));

            // Else what can't be read would count as skipped besides.
            if (exception is not null && !context.IsFaulted) await context.NotifyFaulted(exception);
        }

        public void Probe(ProbeContext context) => context.CreateFilterScope("keep");
    }
}

/// <summary>A message that is kept in memory.</summary>
/// <param name="Body">As it was sent.</param>
/// <param name="ContentType">How that is to be read.</param>
/// <param name="Exception">What it failed with.</param>
internal sealed record MemoryMessage(byte[] Body, ContentType ContentType, Exception? Exception)
{
    /// <summary>What can be told of it.</summary>
    public KeptMessage Describe(KeptKind kind) => KeptMessage.Of(
        kind,
        header => header switch
        {
            "MT-Fault-ExceptionType" => Exception?.GetType().FullName,
            "MT-Fault-Message" => Exception?.Message,
            _ => null,
        },
        Body);
}
