using System.Diagnostics;
using System.Globalization;
using System.Net;
using Pipeline.Testing.Net;
using Pipeline.Testing.Processes;

namespace Pipeline.Testing.Servers;

/// <summary>A node of <see cref="RabbitMqCluster"/>, in a network namespace of its own, with a cable to the others.</summary>
public sealed class RabbitMqNode : IAsyncDisposable
{
    private const int AmqpPort = 5672;
    private const int ManagementPort = 15672;
    private const int DistributionPort = 25672;
    private const int EpmdPort = 4369;

    private readonly Process holder;
    private readonly ServerProcess server;
    private readonly string cable;

    private RabbitMqNode(int number, IPAddress address, string cluster, string password, Process holder)
    {
        (Address, this.holder, cable) = (address, holder, CableOf(number));
        server = new ServerProcess(
            "rabbitmq.sh", [AmqpPort, ManagementPort, DistributionPort, EpmdPort], ProcessSignal.Terminate, cancellation => Management!.AnswersAsync(cancellation), password,
            new Dictionary<string, string> { ["PIPELINE_BROKER_ADDRESS"] = $"{address}", ["PIPELINE_BROKER_CLUSTER"] = cluster },
            NetworkNamespace.Enter(holder));
        Management = new RabbitMqManagement(new Uri($"http://pipeline:{password}@{address}:{ManagementPort}/"));
    }

    /// <summary>Its address on the switch.</summary>
    public IPAddress Address { get; }

    /// <summary>Where it takes AMQP connections.</summary>
    public IPEndPoint Amqp => new(Address, AmqpPort);

    /// <summary>What the cluster calls it.</summary>
    public string Name => $"pipeline@{Address}";

    internal RabbitMqManagement Management { get; }

    /// <summary>Plugs a new machine into the switch; nothing runs on it yet.</summary>
    internal static async Task<RabbitMqNode> PlugInAsync(int number, IPAddress address, string cluster, string password)
    {
        var holder = NetworkNamespace.Hold();
        await NetworkNamespace.ConnectAsync(holder, CableOf(number), address);
        return new RabbitMqNode(number, address, cluster, password, holder);
    }

    /// <summary>Starts it with the data that it had; returns when it answers.</summary>
    public Task StartAsync(CancellationToken cancellation) => server.StartAsync(cancellation);

    /// <summary>SIGKILL to all of it.</summary>
    public Task KillAsync() => server.KillAsync();

    /// <summary>Its cable is pulled: nothing reaches it, nothing comes from it, and nobody is told.</summary>
    public Task UnplugAsync() => NetworkNamespace.RunAsync("ip", "link", "set", cable, "down");

    /// <summary>Its cable is put back.</summary>
    public Task PlugBackAsync() => NetworkNamespace.RunAsync("ip", "link", "set", cable, "up");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        holder.Kill();
        OrphanGuard.Release(holder.Id);
        holder.Dispose();
    }

    private static string CableOf(int number) => string.Create(CultureInfo.InvariantCulture, $"node{number}");
}
