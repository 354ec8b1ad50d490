using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pipeline.Domain.Net;

/// <summary>Resolves a host name to its addresses.</summary>
public delegate Task<IPAddress[]> HostResolver(string host, CancellationToken cancellationToken);

/// <summary>
/// Makes the transport for every address that a user can give. It judges the address of each request, judges again what
/// the name resolved to while connecting, and connects to exactly what was judged. No proxy, no cookies, no
/// redirects, no credentials, no trace headers: what a request carries is what its sender put there. None leaves while its sender has
/// a transaction open (<see cref="OpenTransaction"/>).
/// </summary>
public static class GuardedHttp
{
    /// <summary>A handler that throws <see cref="BlockedAddressException"/>, bare or inside an <see cref="HttpRequestException"/>, for what the policy refuses.</summary>
    /// <param name="policy">Where requests may go.</param>
    /// <param name="resolve">How names are resolved; null: by the system.</param>
    public static HttpMessageHandler CreateHandler(InternalAddressPolicy policy, HostResolver? resolve = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var dial = new GuardedDial(policy, resolve ?? Dns.GetHostAddressesAsync);
        var sockets = new SocketsHttpHandler
        {
            ConnectCallback = dial.ConnectAsync,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            PreAuthenticate = false,
            ActivityHeadersPropagator = null,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            ResponseHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        };
        return new AddressGuard(policy) { InnerHandler = sockets };
    }

    private sealed class AddressGuard(InternalAddressPolicy policy) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var address = request.RequestUri ?? throw new InvalidOperationException("The request has no address.");
            OpenTransaction.DemandNone(address);
            if (policy.RefuseAddress(address) is { } refusal) throw new BlockedAddressException(refusal);
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (SocketException failure)
            {
                // The transport lets this one through where a connection dies right after it was made, before anything was sent.
                throw new HttpRequestException(HttpRequestError.ConnectionError, failure.Message, failure);
            }
        }
    }

    private sealed class GuardedDial(InternalAddressPolicy policy, HostResolver resolve)
    {
        public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
        {
            var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
            var found = await resolve(host, cancellationToken);
            var permitted = found.Where(address => policy.RefuseConnection(host, port, address) is null).ToArray();
            if (found.Length == 0) throw new SocketException((int)SocketError.HostNotFound);
            if (permitted.Length == 0) throw new BlockedAddressException(policy.RefuseConnection(host, port, found[0])!);
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(permitted, port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception)
            {
                socket.Dispose();
                throw;
            }
        }
    }
}
