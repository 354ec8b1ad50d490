using MassTransit;
using Pipeline.Contracts;
using Pipeline.Hosting.Bus;

namespace Pipeline.Hosting.Tests.Bus;

/// <summary>A stage's consumer that does as the test says.</summary>
internal sealed class PreparationConsumer(Received received, Func<ConsumeContext<ArticlesDiscovered>, Task> work) : IConsumer<ArticlesDiscovered>
{
    public async Task Consume(ConsumeContext<ArticlesDiscovered> context)
    {
        await work(context);
        received.Add(context.Message);
    }
}

internal sealed class PreparationConsumerDefinition : ConsumerDefinition<PreparationConsumer>
{
    public PreparationConsumerDefinition() => Endpoint(endpoint =>
    {
        endpoint.Name = PipelineQueues.Preparation;
        endpoint.ConcurrentMessageLimit = 4;
        endpoint.PrefetchCount = 8;
    });
}
