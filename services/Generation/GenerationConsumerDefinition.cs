using MassTransit;
using Microsoft.Extensions.Options;
using Pipeline.Hosting.Bus;

namespace Pipeline.Generation;

public sealed class GenerationConsumerDefinition : ConsumerDefinition<GenerationConsumer>
{
    public GenerationConsumerDefinition(IOptions<GenerationOptions> options)
    {
        EndpointName = PipelineQueues.Generation;
        ConcurrentMessageLimit = options.Value.Concurrency;
    }
}
