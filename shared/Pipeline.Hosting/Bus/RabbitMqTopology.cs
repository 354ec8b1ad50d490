using MassTransit;

namespace Pipeline.Hosting.Bus;

/// <summary>
/// <see cref="PipelineTopology"/> in RabbitMQ's terms. Whoever declares a queue declares it through here: two
/// declarations that differ in one argument are refused with PRECONDITION_FAILED.
/// </summary>
internal sealed class RabbitMqTopology(int deliveryLimit)
{
    private const string QueueType = "x-queue-type";
    private const string DeliveryLimit = "x-delivery-limit";
    private const string DeadLetterExchange = "x-dead-letter-exchange";
    private const string DeadLetterStrategy = "x-dead-letter-strategy";
    private const string Overflow = "x-overflow";

    /// <summary>
    /// Makes each publisher declare the message's exchange, queue and binding before it publishes on a new channel, and
    /// all of them when the bus starts and whenever its connection comes back.
    /// </summary>
    public void DeclareWithPublishers(IRabbitMqBusFactoryConfigurator bus)
    {
        foreach (var queue in PipelineTopology.Queues)
            foreach (var message in queue.Messages)
                bus.Publish(message, publish => Declare(publish, queue, ExchangeOf(bus, message)));
        foreach (var message in PipelineTopology.Announcements)
            bus.Publish(message);
        bus.DeployPublishTopology = true;
    }

    /// <summary>The arguments of a queue of ours.</summary>
    public void Shape(IRabbitMqQueueConfigurator configurator, QueueDefinition queue)
    {
        configurator.SetQuorumQueue();
        configurator.SetQueueArgument(DeliveryLimit, deliveryLimit);
        if (queue.Kind == QueueKind.Requests) return;
        configurator.SetQueueArgument(DeadLetterExchange, queue.DeadName);
        configurator.SetQueueArgument(DeadLetterStrategy, "at-least-once");
        configurator.SetQueueArgument(Overflow, "reject-publish");
    }

    /// <summary>
    /// The arguments of the queues that keep what failed (<c>_error</c>, <c>_skipped</c>, <c>_dead</c>): none of the
    /// above. Classic, because a quorum queue without a limit gets one from RabbitMQ 4 on, and whoever looks and
    /// requeues often enough would lose the messages.
    /// </summary>
    public static void ShapeKept(IRabbitMqQueueConfigurator configurator)
    {
        configurator.SetQueueArgument(DeliveryLimit, null!);
        configurator.SetQueueArgument(DeadLetterExchange, null!);
        configurator.SetQueueArgument(DeadLetterStrategy, null!);
        configurator.SetQueueArgument(Overflow, null!);
        configurator.SetQueueArgument(QueueType, "classic");
    }

    private void Declare(IRabbitMqMessagePublishTopologyConfigurator publish, QueueDefinition queue, string exchange)
    {
        publish.BindQueue(exchange, queue.Name, bound => Shape(bound, queue));
        if (queue.Kind != QueueKind.Requests) publish.BindQueue(queue.DeadName, queue.DeadName, ShapeKept);
    }

    private static string ExchangeOf(IRabbitMqBusFactoryConfigurator bus, Type message)
    {
        bus.PublishTopology.GetMessageTopology(message).TryGetPublishAddress(new Uri("rabbitmq://host/"), out var address);
        return address?.Segments[^1] ?? throw new InvalidOperationException($"{message} has no exchange.");
    }
}
