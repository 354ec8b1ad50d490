using MassTransit;
using Pipeline.Hosting.Bus;

namespace Pipeline.Gateway.Live;

/// <summary>Each replica listens for itself, on a queue that ends with it.</summary>
public sealed class LiveConsumerDefinition : ConsumerDefinition<LiveConsumer>
{
    public LiveConsumerDefinition() => Endpoint(endpoint =>
    {
        endpoint.Name = "live";
        endpoint.InstanceId = $"{Environment.MachineName}-{Guid.NewGuid().ToString("N")[..8]}";
        endpoint.Temporary = true;
        endpoint.PrefetchCount = 64;
        endpoint.ConcurrentMessageLimit = 8;
    });

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<LiveConsumer> consumerConfigurator, IRegistrationContext context) =>
        endpointConfigurator.UseListenerPolicy();
}
