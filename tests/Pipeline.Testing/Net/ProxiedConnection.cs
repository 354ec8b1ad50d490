using System.Net;
using System.Net.Sockets;

namespace Pipeline.Testing.Net;

/// <summary>A client's connection and the one to the server behind it.</summary>
internal sealed class ProxiedConnection(Socket client, ProxyGate towardsServer, ProxyGate towardsClient) : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(2);

    private Socket? server;
    private volatile bool isCut;

    /// <summary>Carries bytes both ways until one side ends or it is cut. An end of one direction is passed on as such.</summary>
    public async Task RunAsync(IEnumerable<EndPoint> targets, CancellationToken cancellation)
    {
        try
        {
            server = await ConnectAsync(targets, cancellation);
            client.NoDelay = server.NoDelay = true;
            await Task.WhenAll(CarryAsync(client, server, towardsServer, cancellation), CarryAsync(server, client, towardsClient, cancellation));
        }
        catch (Exception lost) when (lost is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            Cut();
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Ends both sides with a reset.</summary>
    public void Cut()
    {
        isCut = true;
        foreach (var socket in new[] { client, server }.OfType<Socket>())
        {
            try
            {
                socket.LingerState = new LingerOption(true, 0);
            }
            catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
            {
                // It has ended by itself.
            }

            socket.Dispose();
        }
    }

    public void Dispose()
    {
        client.Dispose();
        server?.Dispose();
    }

    private static async Task<Socket> ConnectAsync(IEnumerable<EndPoint> targets, CancellationToken cancellation)
    {
        foreach (var target in targets)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(ConnectLimit);
            try
            {
                await socket.ConnectAsync(target, limit.Token);
                return socket;
            }
            catch (Exception silent) when (silent is SocketException or OperationCanceledException)
            {
                socket.Dispose();
            }
        }

        throw new SocketException((int)SocketError.HostUnreachable);
    }

    // A side that has gone, also with a reset, ends its direction only: what it had sent still arrives.
    private async Task CarryAsync(Socket from, Socket to, ProxyGate gate, CancellationToken cancellation)
    {
        var buffer = new byte[BufferSize];
        while (await ReceiveAsync(from, buffer, cancellation) is > 0 and var read)
        {
            await gate.PassAsync(read, cancellation);
            for (var sent = 0; sent < read;) sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), cancellation);
        }

        // Of a side that was cut the other one hears by a reset alone.
        if (!isCut) to.Shutdown(SocketShutdown.Send);
    }

    private static async Task<int> ReceiveAsync(Socket from, Memory<byte> buffer, CancellationToken cancellation)
    {
        try
        {
            return await from.ReceiveAsync(buffer, cancellation);
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}
