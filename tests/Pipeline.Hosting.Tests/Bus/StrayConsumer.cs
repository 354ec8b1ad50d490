using MassTransit;

namespace Pipeline.Hosting.Tests.Bus;

/// <summary>Consumes what isn't one of our messages.</summary>
internal sealed class StrayConsumer : IConsumer<Stray>
{
    public Task Consume(ConsumeContext<Stray> context) => Task.CompletedTask;
}

internal sealed class StrayConsumerDefinition : ConsumerDefinition<StrayConsumer>;

internal sealed record Stray;
