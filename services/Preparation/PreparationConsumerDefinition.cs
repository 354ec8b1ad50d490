using MassTransit;
using Microsoft.Extensions.Options;
using Pipeline.Hosting.Bus;

namespace Pipeline.Preparation;

public sealed class PreparationConsumerDefinition : ConsumerDefinition<PreparationConsumer>
{
    public PreparationConsumerDefinition(IOptions<PreparationOptions> options)
    {
        EndpointName = PipelineQueues.Preparation;
        ConcurrentMessageLimit = options.Value.Concurrency;
    }
}
