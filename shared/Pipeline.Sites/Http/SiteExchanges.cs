using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.Domain.Net;

namespace Pipeline.Sites;

/// <summary>Opens conversations with sites, over one guarded transport that all of a service's share.</summary>
public sealed class SiteExchanges : IDisposable
{
    private readonly HttpMessageInvoker _transport;
    private readonly OutboundHttpOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<SiteExchange> _logger;

    /// <summary>Over a transport made by <see cref="GuardedHttp"/>.</summary>
    public SiteExchanges(IOptions<OutboundHttpOptions> options, TimeProvider time, ILogger<SiteExchange> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _time, _logger) = (options.Value, time, logger);
        _transport = new HttpMessageInvoker(GuardedHttp.CreateHandler(_options.Policy()));
    }

    /// <summary>Opens a conversation; nothing is sent yet.</summary>
    /// <param name="baseAddress">The site's address.</param>
    /// <param name="session">The account's session; null, or one of another origin: none yet.</param>
    /// <param name="permit">Asked before each request.</param>
    public SiteExchange Open(Uri baseAddress, SiteSession? session, IRequestPermit permit)
    {
        ArgumentNullException.ThrowIfNull(baseAddress);
        ArgumentNullException.ThrowIfNull(permit);
        return new SiteExchange(_transport, baseAddress, session, permit, _options, _time, _logger);
    }

    /// <inheritdoc/>
    public void Dispose() => _transport.Dispose();
}
