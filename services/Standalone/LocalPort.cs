using System.Net;
using System.Net.Sockets;

namespace Pipeline.Standalone;

/// <summary>Ports of this machine.</summary>
internal static class LocalPort
{
    /// <summary>Whether nobody listens on it.</summary>
    public static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
