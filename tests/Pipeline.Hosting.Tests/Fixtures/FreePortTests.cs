using System.Net;
using System.Net.Sockets;
using Pipeline.Testing;

namespace Pipeline.Hosting.Tests.Fixtures;

public sealed class FreePortTests
{
    [Fact]
    public void Can_be_listened_on_and_is_given_once()
    {
        var ports = Enumerable.Range(0, 50).Select(_ => FreePort.Next()).ToList();

        Assert.Equal(ports.Count, ports.Distinct().Count());
        using var listener = new TcpListener(IPAddress.Loopback, ports[0]);
        listener.Start();
    }
}
