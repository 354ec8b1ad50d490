using System.Net.Security;
using System.Security.Authentication;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Pipeline.Hosting.Bus;

/// <summary>The bus over RabbitMQ.</summary>
internal static class RabbitMqTransport
{
    public static void Configure(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator bus)
    {
        var options = context.GetRequiredService<IOptions<BusOptions>>().Value;
        Connect(bus, context, options);
        new RabbitMqTopology(options.DeliveryLimit).DeclareWithPublishers(bus);
        bus.SendTopology.ConfigureErrorSettings = RabbitMqTopology.ShapeKept;
        bus.SendTopology.ConfigureDeadLetterSettings = RabbitMqTopology.ShapeKept;

        // The bus's own endpoint notices when the connection is lost, also where there is no other.
        bus.AutoStart = true;
        bus.ConfigureEndpoints(context);
    }

    /// <summary>What an endpoint of our queues needs on this transport only.</summary>
    public static void Shape(IRabbitMqReceiveEndpointConfigurator endpoint, QueueDefinition queue, BusOptions options)
    {
        new RabbitMqTopology(options.DeliveryLimit).Shape(endpoint, queue);

        // The publishers' declaration binds the queue to its messages; a second way to the same queue only confuses.
        endpoint.ConfigureConsumeTopology = false;
    }

    private static void Connect(IRabbitMqBusFactoryConfigurator bus, IBusRegistrationContext context, BusOptions options)
    {
        var uri = context.GetRequiredService<IOptions<RabbitMqOptions>>().Value.Uri;
        if (!RabbitMqAddress.TryParse(uri, out var address)) throw new InvalidOperationException("RabbitMq__Uri can't be read.");
        var name = context.GetRequiredService<IHostEnvironment>().ApplicationName;
        bus.Host(address.Host, address.Port, address.VirtualHost, name, host =>
        {
            host.Username(address.User);
            host.Password(address.Password);
            host.Heartbeat(options.Heartbeat);
            host.PublisherConfirmation = true;
            if (address.Tls) host.UseSsl(tls => Verify(tls, address.Host));
        });
    }

    private static void Verify(IRabbitMqSslConfigurator tls, string server)
    {
        tls.ServerName = server;
        tls.Protocol = SslProtocols.None;

        // MassTransit's default takes certificates that no authority vouches for.
        tls.EnforcePolicyErrors(SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch | SslPolicyErrors.RemoteCertificateNotAvailable);
    }
}
