using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Pipeline.Testing.Net;

/// <summary>
/// A TCP proxy on loopback, in front of a server that shall be cut off or fall silent. Whoever connects to <see cref="Address"/> reaches the
/// server behind it, byte for byte, until the proxy is told otherwise.
/// </summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<ProxiedConnection, Task> connections = new();
    private readonly CancellationTokenSource stop = new();
    private readonly EndPoint[] targets;
    private readonly Task accepting;
    private volatile bool refuses;

    private TcpProxy(EndPoint[] targets)
    {
        this.targets = targets;
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address => (IPEndPoint)listener.LocalEndpoint;

    /// <summary>Its port.</summary>
    public int Port => Address.Port;

    /// <summary>What clients send is held back while it is shut, and let through in order when it is opened.</summary>
    public ProxyGate TowardsServer { get; } = new();

    /// <summary>What the server answers is held back while it is shut.</summary>
    public ProxyGate TowardsClient { get; } = new();

    /// <summary>Starts one in front of a server on this machine; the server may start later.</summary>
    public static TcpProxy To(int port) => new([new IPEndPoint(IPAddress.Loopback, port)]);

    /// <summary>Starts one in front of several servers that do the same: each connection goes to the first of them that takes it.</summary>
    public static TcpProxy ToFirstOf(params EndPoint[] servers) => new(servers);

    /// <summary>Cuts all connections, with a reset.</summary>
    public void Cut()
    {
        foreach (var connection in connections.Keys) connection.Cut();
    }

    /// <summary>Cuts all connections and refuses new ones until <see cref="Mend"/>.</summary>
    public void Refuse()
    {
        refuses = true;
        Cut();
    }

    /// <summary>Keeps all connections open, and lets nothing through in either direction until <see cref="Mend"/>: a network that swallows packets.</summary>
    public void Freeze()
    {
        TowardsServer.Shut();
        TowardsClient.Shut();
    }

    /// <summary>Lets everything through again, what was held back first.</summary>
    public void Mend()
    {
        refuses = false;
        TowardsServer.Open();
        TowardsClient.Open();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        Cut();
        await Task.WhenAll(connections.Values);
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                Serve(await listener.AcceptSocketAsync(stop.Token));
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The listener was stopped, or the client had gone before it was accepted.
            }
        }
    }

    private void Serve(Socket client)
    {
        var connection = new ProxiedConnection(client, TowardsServer, TowardsClient);
        if (refuses)
        {
            connection.Cut();
            return;
        }

        connections[connection] = Task.CompletedTask;
        connections[connection] = RunAsync(connection);
    }

    private async Task RunAsync(ProxiedConnection connection)
    {
        await Task.Yield();
        await connection.RunAsync(targets, stop.Token);
        connections.TryRemove(connection, out _);
    }
}
