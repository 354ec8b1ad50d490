using MassTransit;
using Pipeline.Hosting.Bus;

namespace Pipeline.Hosting.Tests.Sagas;

internal sealed class CounterDefinition : SagaDefinition<Counter>
{
    public CounterDefinition() => Endpoint(endpoint =>
    {
        endpoint.Name = "counters";
        endpoint.ConcurrentMessageLimit = 16;
        endpoint.PrefetchCount = 32;
    });

    protected override void ConfigureSaga(
        IReceiveEndpointConfigurator endpointConfigurator, ISagaConfigurator<Counter> sagaConfigurator, IRegistrationContext context) =>
        endpointConfigurator.UseSagaPolicy(context);
}
