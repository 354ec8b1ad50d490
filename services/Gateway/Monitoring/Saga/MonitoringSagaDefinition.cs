using MassTransit;
using Pipeline.Hosting.Bus;
using Pipeline.Persistence.Sagas;

namespace Pipeline.Gateway.Monitoring.Saga;

/// <summary>The queue <c>monitoring</c>; conflicts of two events of one process are tried again on a fresh copy.</summary>
internal sealed class MonitoringSagaDefinition : SagaDefinition<MonitoringSagaState>
{
    public MonitoringSagaDefinition() => Endpoint(endpoint =>
    {
        endpoint.Name = PipelineQueues.Monitoring;
        endpoint.ConcurrentMessageLimit = 16;
        endpoint.PrefetchCount = 64;
    });

    protected override void ConfigureSaga(
        IReceiveEndpointConfigurator endpointConfigurator, ISagaConfigurator<MonitoringSagaState> sagaConfigurator, IRegistrationContext context) =>
        endpointConfigurator.UseSagaPolicy(context);
}
