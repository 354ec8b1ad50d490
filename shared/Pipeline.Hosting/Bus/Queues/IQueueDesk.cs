namespace Pipeline.Hosting.Bus.Queues;

/// <summary>Looks at the queues of either transport, and gives back to them what is kept beside them.</summary>
public interface IQueueDesk
{
    /// <summary>All queues of <see cref="PipelineTopology"/>, in its order.</summary>
    /// <exception cref="QueuesUnreachableException">The broker doesn't answer.</exception>
    Task<IReadOnlyList<QueueReport>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Gives back what is kept beside a queue. Nothing is lost on the way; a message may be there twice if the program ends
    /// in the middle, which harms nobody.
    /// </summary>
    /// <exception cref="QueuesUnreachableException">The broker doesn't answer, or doesn't take a message: it is still kept.</exception>
    Task<Redelivery> RedeliverAsync(QueueDefinition queue, CancellationToken cancellationToken);
}

/// <summary>The broker doesn't answer, or refuses.</summary>
public sealed class QueuesUnreachableException(string message, Exception? cause = null) : Exception(message, cause);
