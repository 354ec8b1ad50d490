using MassTransit;
using Pipeline.Contracts;
using Pipeline.Hosting.Bus;

namespace Pipeline.Hosting.Tests.Bus;

/// <summary>Answers as the test says.</summary>
internal sealed class TestAccountConsumer(Func<TestAccount, AccountTested> answer) : IConsumer<TestAccount>
{
    public Task Consume(ConsumeContext<TestAccount> context) => context.RespondAsync(answer(context.Message));
}

internal sealed class TestAccountConsumerDefinition : ConsumerDefinition<TestAccountConsumer>
{
    public TestAccountConsumerDefinition() => EndpointName = PipelineQueues.DiscoveryRequests;
}
