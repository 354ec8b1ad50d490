using MassTransit;
using Pipeline.Hosting.Bus.Queues;
using RabbitMQ.Client;

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
    /// Makes each publisher declare the message's exchange, queue and binding before it publishes on a new channel. All of
    /// them at once are declared by <see cref="TopologyKeeper"/>.
    /// </summary>
    public void DeclareWithPublishers(IRabbitMqBusFactoryConfigurator bus)
    {
        foreach (var queue in PipelineTopology.Queues)
        {
            foreach (var message in queue.Messages)
            {
                DemandExchange(bus, message);
                bus.Publish(message, publish => Declare(publish, queue, ExchangeOf(message)));
            }
        }

        foreach (var message in PipelineTopology.Announcements)
        {
            DemandExchange(bus, message);
            bus.Publish(message);
        }
    }

    /// <summary>
    /// Declares everything, one after the other: RabbitMQ lets nobody consume from a quorum queue that is still being made,
    /// and closes the connection of who tries.
    /// </summary>
    public async Task DeclareAsync(IChannel channel, CancellationToken cancellationToken)
    {
        foreach (var queue in PipelineTopology.Queues)
        {
            await channel.QueueDeclareAsync(queue.Name, durable: true, exclusive: false, autoDelete: false, ArgumentsOf(queue), cancellationToken: cancellationToken);
            foreach (var message in queue.Messages) await BindAsync(channel, ExchangeOf(message), queue.Name, cancellationToken);
            foreach (var kept in Enum.GetValues<KeptKind>().Where(queue.Keeps).Select(queue.KeptName))
            {
                await channel.QueueDeclareAsync(kept, durable: true, exclusive: false, autoDelete: false, KeptArguments, cancellationToken: cancellationToken);
                await BindAsync(channel, kept, kept, cancellationToken);
            }
        }

        foreach (var message in PipelineTopology.Announcements)
            await channel.ExchangeDeclareAsync(ExchangeOf(message), ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
    }

    /// <summary>The arguments of a queue of ours, as an endpoint or a publisher declares it.</summary>
    public void Shape(IRabbitMqQueueConfigurator configurator, QueueDefinition queue)
    {
        foreach (var (name, value) in ArgumentsOf(queue)) configurator.SetQueueArgument(name, value);
    }

    /// <summary>
    /// The arguments of the queues that keep what failed (<c>_error</c>, <c>_skipped</c>, <c>_dead</c>): none of those of the
    /// queue that it failed in. Classic, because a quorum queue without a limit gets one from RabbitMQ 4 on, and whoever
    /// looks and requeues often enough would lose the messages.
    /// </summary>
    public static void ShapeKept(IRabbitMqQueueConfigurator configurator)
    {
        foreach (var name in new[] { DeliveryLimit, DeadLetterExchange, DeadLetterStrategy, Overflow }) configurator.SetQueueArgument(name, null!);
        foreach (var (name, value) in KeptArguments) configurator.SetQueueArgument(name, value!);
    }

    private static readonly Dictionary<string, object?> KeptArguments = new() { [QueueType] = "classic" };

    private Dictionary<string, object?> ArgumentsOf(QueueDefinition queue)
    {
        var arguments = new Dictionary<string, object?> { [QueueType] = "quorum", [DeliveryLimit] = deliveryLimit };
        if (queue.Kind == QueueKind.Requests) return arguments;
        arguments[DeadLetterExchange] = queue.DeadName;
        arguments[DeadLetterStrategy] = "at-least-once";
        arguments[Overflow] = "reject-publish";
        return arguments;
    }

    private static async Task BindAsync(IChannel channel, string exchange, string queue, CancellationToken cancellationToken)
    {
        await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(queue, exchange, "", cancellationToken: cancellationToken);
    }

    private void Declare(IRabbitMqMessagePublishTopologyConfigurator publish, QueueDefinition queue, string exchange)
    {
        publish.BindQueue(exchange, queue.Name, bound => Shape(bound, queue));
        if (queue.Kind != QueueKind.Requests) publish.BindQueue(queue.DeadName, queue.DeadName, ShapeKept);
    }

    /// <summary>The exchange that a message is published to: MassTransit's own name for it.</summary>
    private static string ExchangeOf(Type message) => $"{message.Namespace}:{message.Name}";

    private static void DemandExchange(IRabbitMqBusFactoryConfigurator bus, Type message)
    {
        bus.PublishTopology.GetMessageTopology(message).TryGetPublishAddress(new Uri("rabbitmq://host/"), out var address);
        if (address?.Segments[^1] != ExchangeOf(message)) throw new InvalidOperationException($"{message} is published to {address}, not to {ExchangeOf(message)}.");
    }
}
