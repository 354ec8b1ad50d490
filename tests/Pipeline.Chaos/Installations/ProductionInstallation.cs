using Pipeline.Testing.Net;
using Pipeline.Testing.Servers;

namespace Pipeline.Chaos.Installations;

/// <summary>With one private RabbitMQ.</summary>
public sealed class ProductionInstallation(OutsideWorld world) : DistributedInstallation(world)
{
    /// <summary>The broker.</summary>
    public PrivateRabbitMq Broker { get; private set; } = null!;

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        if (Broker is not null) await Broker.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override async Task<(string UserInfo, TcpProxy Proxy)> StartBrokerAsync(CancellationToken cancellation)
    {
        Broker = await PrivateRabbitMq.StartNewAsync(cancellation);
        var address = Broker.Server.AddressOf("/");
        return (address.UserInfo, TcpProxy.To(address.Port));
    }

    /// <inheritdoc/>
    protected override Task MendBrokerAsync(CancellationToken cancellation) => Broker.StartAsync(cancellation);
}
