using MassTransit;

namespace Pipeline.Hosting.Bus;

/// <summary>How every endpoint behaves, whatever the transport. What belongs to one consumer (how many at once) is in its definition.</summary>
public static class EndpointPolicy
{
    private const int SagaRetries = 20;

    private static readonly TimeSpan[] StageRetries = [TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1)];

    /// <summary>
    /// For a saga's definition: a conflict with another event of the same instance is tried again on a fresh copy, and
    /// what the saga publishes leaves only after its row is saved. The order of the two matters.
    /// </summary>
    /// <param name="endpoint">The saga's endpoint.</param>
    /// <param name="context">As given to the definition.</param>
    public static void UseSagaPolicy(this IReceiveEndpointConfigurator endpoint, IRegistrationContext context)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        endpoint.UseMessageRetry(retry => retry.Exponential(
            SagaRetries, TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(250), TimeSpan.FromMilliseconds(10)));
        endpoint.UseInMemoryOutbox(context);
    }

    /// <summary>
    /// For the definition of a consumer that only listens in, on a temporary endpoint of this instance: what it misses, or
    /// fails at, leaves nothing behind, on any transport. On RabbitMQ the queue belongs to the connection and ends with it.
    /// </summary>
    /// <param name="endpoint">The consumer's endpoint.</param>
    public static void UseListenerPolicy(this IReceiveEndpointConfigurator endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        endpoint.PublishFaults = false;
        endpoint.DiscardFaultedMessages();
        endpoint.DiscardSkippedMessages();
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit) rabbit.Exclusive = true;
    }

    /// <summary>
    /// What endpoints of our queues have in common. Retries are short, since a waiting message keeps its slot; minutes
    /// are the row's business. Nobody listens for faults: a failed record says so in the database.
    /// </summary>
    internal static void Apply(IReceiveEndpointConfigurator endpoint, QueueDefinition queue)
    {
        endpoint.PublishFaults = false;
        if (queue.Kind == QueueKind.Stage) endpoint.UseMessageRetry(retry => retry.Intervals(StageRetries));
        if (queue.Kind == QueueKind.Requests) endpoint.DiscardFaultedMessages();
    }
}
