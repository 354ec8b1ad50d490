using MassTransit;
using Microsoft.Extensions.Options;
using Pipeline.Hosting.Bus;

namespace Pipeline.Generation;

public sealed class GenerationConsumerDefinition : ConsumerDefinition<GenerationConsumer>
{
    /// <summary>So that a process that comes later is among those in hand, whose turns are given in turn, and not behind them in the queue.</summary>
    private const int InHand = 4;

    public GenerationConsumerDefinition(IOptions<GenerationOptions> options)
    {
        EndpointName = PipelineQueues.Generation;
        ConcurrentMessageLimit = options.Value.Concurrency * InHand;
    }
}
