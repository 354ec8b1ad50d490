using MassTransit;
using Microsoft.Extensions.Options;
using Pipeline.Hosting.Bus;

namespace Pipeline.Posting;

public sealed class PostingConsumerDefinition : ConsumerDefinition<PostingConsumer>
{
    public PostingConsumerDefinition(IOptions<PostingOptions> options)
    {
        EndpointName = PipelineQueues.Posting;
        ConcurrentMessageLimit = options.Value.Concurrency;
    }
}
