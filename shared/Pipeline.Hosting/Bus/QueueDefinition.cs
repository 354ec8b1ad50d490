using Pipeline.Hosting.Bus.Queues;

namespace Pipeline.Hosting.Bus;

/// <summary>A queue and the messages that are delivered to it.</summary>
/// <param name="Name">The queue's name, see <see cref="PipelineQueues"/>.</param>
/// <param name="Kind">How its messages are treated.</param>
/// <param name="Messages">The types of message that are delivered to it; each type has one queue at most.</param>
public sealed record QueueDefinition(string Name, QueueKind Kind, IReadOnlyList<Type> Messages)
{
    /// <summary>Where messages end that were handed out too often because their consumers died: name of the queue and its exchange.</summary>
    public string DeadName => $"{Name}_dead";

    /// <summary>
    /// Whether messages of a kind are kept beside the queue. A request that failed, or came too late, is told to whoever asked
    /// and forgotten.
    /// </summary>
    public bool Keeps(KeptKind kind) => Kind != QueueKind.Requests || kind == KeptKind.Skipped;

    /// <summary>Where messages of a kind are kept: name of the queue and its exchange, the first two as MassTransit names them.</summary>
    public string KeptName(KeptKind kind) => kind switch
    {
        KeptKind.Error => $"{Name}_error",
        KeptKind.Skipped => $"{Name}_skipped",
        _ => DeadName,
    };
}
