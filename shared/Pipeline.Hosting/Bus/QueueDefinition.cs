namespace Pipeline.Hosting.Bus;

/// <summary>A queue and the messages that are delivered to it.</summary>
/// <param name="Name">The queue's name, see <see cref="PipelineQueues"/>.</param>
/// <param name="Kind">How its messages are treated.</param>
/// <param name="Messages">The types of message that are delivered to it; each type has one queue at most.</param>
public sealed record QueueDefinition(string Name, QueueKind Kind, IReadOnlyList<Type> Messages)
{
    /// <summary>Where messages end that were handed out too often because their consumers died: name of the queue and its exchange.</summary>
    public string DeadName => $"{Name}_dead";
}
