using System.Net;
using Pipeline.Testing.Net;

namespace Pipeline.Testing.Servers;

/// <summary>
/// Three RabbitMQ nodes that form a cluster, each in a network namespace of its own on a switch of this process's namespace. Only where
/// <see cref="NetworkNamespace"/> can be had.
/// </summary>
public sealed class RabbitMqCluster : IAsyncDisposable
{
    private const string Network = "10.91.0.";
    private const int Size = 3;

    private static readonly TimeSpan FormLimit = TimeSpan.FromMinutes(3);

    private readonly string password;

    private RabbitMqCluster(IReadOnlyList<RabbitMqNode> nodes, string password) => (Nodes, this.password) = (nodes, password);

    /// <summary>Its nodes.</summary>
    public IReadOnlyList<RabbitMqNode> Nodes { get; }

    /// <summary>User and password for any node, as part of an address.</summary>
    public string UserInfo => $"pipeline:{password}";

    /// <summary>Starts a new one; returns when all nodes are in it.</summary>
    public static async Task<RabbitMqCluster> StartNewAsync(CancellationToken cancellation)
    {
        var password = ServerProcess.NewPassword();
        var addresses = Enumerable.Range(1, Size).Select(number => IPAddress.Parse($"{Network}{10 + number}")).ToArray();
        await NetworkNamespace.MakeSwitchAsync(IPAddress.Parse(Network + "1"));
        var nodes = new List<RabbitMqNode>();
        foreach (var address in addresses) nodes.Add(await RabbitMqNode.PlugInAsync(nodes.Count + 1, address, string.Join<IPAddress>(' ', addresses), password));
        var cluster = new RabbitMqCluster(nodes, password);
        await Task.WhenAll(nodes.Select(node => node.StartAsync(cancellation)));
        await cluster.WholeAsync(cancellation);
        return cluster;
    }

    /// <summary>Returns when all nodes are in it, and each knows that of all.</summary>
    public Task WholeAsync(CancellationToken cancellation) => Eventually.TrueAsync(
        async () => (await Task.WhenAll(Nodes.Select(node => RunningAsync(node, cancellation)))).All(running => running == Size),
        FormLimit, "all nodes are in the cluster", cancellation);

    /// <summary>The node that leads a queue; the first one if none does at the moment.</summary>
    public async Task<RabbitMqNode> LeaderOfAsync(string queue, CancellationToken cancellation)
    {
        foreach (var node in Nodes)
        {
            try
            {
                if (await node.Management.LeaderOfAsync("/", queue, cancellation) is { } leader) return Nodes.First(other => other.Name == leader);
            }
            catch (HttpRequestException)
            {
                // This one is dead or cut off: another one knows.
            }
        }

        return Nodes[0];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes) await node.DisposeAsync();
    }

    private static async Task<int> RunningAsync(RabbitMqNode node, CancellationToken cancellation)
    {
        try
        {
            return await node.Management.RunningNodesAsync(cancellation);
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }
}
