using MassTransit;
using MassTransit.Configuration;
using MassTransit.InMemoryTransport.Configuration;
using MassTransit.RabbitMqTransport.Configuration;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Pipeline.Hosting.Bus;

/// <summary>Chooses the transport when the bus is built, not when it is registered: only then is all of the configuration there.</summary>
internal sealed class TransportFromOptions : IRegistrationBusFactory
{
    public IBusInstance CreateBus(IBusRegistrationContext context, IEnumerable<IBusInstanceSpecification> specifications, string busName)
    {
        // MassTransit keeps the logging of the last host that was built in this flow: a second host in the same process
        // would log through the first one's factory, which may be disposed by then.
        LogContext.Current = null!;
        try
        {
            return Transport(context.GetRequiredService<IOptions<BusOptions>>().Value).CreateBus(context, specifications, busName);
        }
        finally
        {
            LogContext.Current = null!;
        }
    }

    private static IRegistrationBusFactory Transport(BusOptions options) => options.Transport switch
    {
        BusTransport.RabbitMq => new RabbitMqRegistrationBusFactory(RabbitMqTransport.Configure),
        BusTransport.Memory => new InMemoryRegistrationBusFactory(null, (registrations, bus) => bus.ConfigureEndpoints(registrations)),
        _ => throw new InvalidOperationException($"There is no transport {options.Transport}."),
    };
}
