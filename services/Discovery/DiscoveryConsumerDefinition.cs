using MassTransit;
using Microsoft.Extensions.Options;
using Pipeline.Hosting.Bus;

namespace Pipeline.Discovery;

public sealed class DiscoveryConsumerDefinition : ConsumerDefinition<DiscoveryConsumer>
{
    public DiscoveryConsumerDefinition(IOptions<DiscoveryOptions> options)
    {
        EndpointName = PipelineQueues.Discovery;
        ConcurrentMessageLimit = options.Value.Concurrency;
    }
}
