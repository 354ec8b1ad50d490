using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Pipeline.Testing;

/// <summary>Ports for servers and services that tests start.</summary>
public static class FreePort
{
    // Below the range that the system hands out to outgoing connections: one of those can't take the port before its server does.
    private const int First = 20_000;
    private const int Last = 32_000;
    private const int Attempts = 1_000;

    private static readonly ConcurrentDictionary<int, bool> Given = new();

    /// <summary>A TCP port that nothing listens on and that this process hasn't given out before.</summary>
    public static int Next()
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var port = Random.Shared.Next(First, Last);
            if (Given.TryAdd(port, true) && IsFree(port))
                return port;
        }

        throw new InvalidOperationException($"No free TCP port between {First} and {Last} in {Attempts} attempts.");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Any, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
