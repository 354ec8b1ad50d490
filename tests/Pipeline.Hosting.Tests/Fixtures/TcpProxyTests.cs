using System.Net;
using System.Net.Sockets;
using System.Text;
using Pipeline.Testing;
using Pipeline.Testing.Net;

namespace Pipeline.Hosting.Tests.Fixtures;

public sealed class TcpProxyTests : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private readonly TcpProxy _proxy;
    private readonly TcpClient _client = new();

    public TcpProxyTests()
    {
        _server.Start();
        _proxy = TcpProxy.To(((IPEndPoint)_server.LocalEndpoint).Port);
    }

    [Fact]
    public async Task Carries_bytes_both_ways()
    {
        var (client, server) = await ConnectAsync();
        Assert.Equal("ask", await SendAsync(client, server, "ask"));
        Assert.Equal("answer", await SendAsync(server, client, "answer"));
    }

    [Fact]
    public async Task What_is_held_back_arrives_later_although_the_client_has_gone()
    {
        var (client, server) = await ConnectAsync();
        _proxy.Freeze();
        await client.WriteAsync("late"u8.ToArray(), TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => Task.FromResult(_proxy.TowardsServer.Held == 4), Limit, "the bytes are held", TestContext.Current.CancellationToken);
        _client.Client.LingerState = new LingerOption(true, 0);
        _client.Dispose();
        _proxy.Mend();
        Assert.Equal("late", await ReadAsync(server, 4));
    }

    [Fact]
    public async Task A_cut_ends_both_sides()
    {
        var (client, server) = await ConnectAsync();
        await SendAsync(client, server, "there");
        _proxy.Cut();
        await Assert.ThrowsAsync<IOException>(() => ReadAsync(client, 1));
        await Assert.ThrowsAsync<IOException>(() => ReadAsync(server, 1));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _proxy.DisposeAsync();
        _server.Stop();
    }

    private async Task<(NetworkStream Client, NetworkStream Server)> ConnectAsync()
    {
        await _client.ConnectAsync(_proxy.Address, TestContext.Current.CancellationToken);
        return (_client.GetStream(), (await _server.AcceptTcpClientAsync(TestContext.Current.CancellationToken)).GetStream());
    }

    private static async Task<string> SendAsync(NetworkStream from, NetworkStream to, string text)
    {
        await from.WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);
        return await ReadAsync(to, text.Length);
    }

    private static async Task<string> ReadAsync(NetworkStream stream, int length)
    {
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken).AsTask().WaitAsync(Limit, TestContext.Current.CancellationToken);
        return Encoding.ASCII.GetString(bytes);
    }
}
