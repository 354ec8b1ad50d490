using Pipeline.Testing.Net;
using Pipeline.Testing.Servers;

namespace Pipeline.Chaos.Installations;

/// <summary>With a cluster of three RabbitMQ nodes, and what balances the load in front of it.</summary>
public sealed class ClusterInstallation(OutsideWorld world) : DistributedInstallation(world)
{
    /// <summary>The cluster.</summary>
    public RabbitMqCluster Cluster { get; private set; } = null!;

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        if (Cluster is not null) await Cluster.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override async Task<(string UserInfo, TcpProxy Proxy)> StartBrokerAsync(CancellationToken cancellation)
    {
        Cluster = await RabbitMqCluster.StartNewAsync(cancellation);
        return (Cluster.UserInfo, TcpProxy.ToFirstOf([.. Cluster.Nodes.Select(node => node.Amqp)]));
    }

    /// <inheritdoc/>
    protected override async Task MendBrokerAsync(CancellationToken cancellation)
    {
        foreach (var node in Cluster.Nodes)
        {
            await node.PlugBackAsync();
            await node.StartAsync(cancellation);
        }

        await Cluster.WholeAsync(cancellation);
    }
}
