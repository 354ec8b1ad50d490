using Microsoft.Extensions.Logging;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Net;
using Pipeline.Sites.Http;

namespace Pipeline.Sites;

/// <summary>
/// One step's conversation with one site as one account: its cookies, the permission for each request, time-outs, bounded
/// answers, redirects followed by hand within the site. Not for several requests at once. Made by <see cref="SiteExchanges"/>.
/// </summary>
public sealed partial class SiteExchange
{
    private const int MaxRedirects = 5;

    private readonly HttpMessageInvoker _transport;
    private readonly CookieJar _cookies;
    private readonly OutboundHttpOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal SiteExchange(
        HttpMessageInvoker transport, Uri baseAddress, SiteSession? session, IRequestPermit permit, OutboundHttpOptions options, TimeProvider time, ILogger logger)
    {
        (_transport, Permit, _options, _time, _logger) = (transport, permit, options, time, logger);
        BaseAddress = baseAddress;
        _cookies = new CookieJar(baseAddress, session, time);
    }

    /// <summary>The site's address.</summary>
    public Uri BaseAddress { get; }

    /// <summary>The session as it stands after the requests so far.</summary>
    public SiteSession Session => _cookies.ToSession();

    /// <summary>What is asked before each request, by an adapter that sends by other means than this exchange's as well.</summary>
    public IRequestPermit Permit { get; }

    internal Uri At(string path) => new(BaseAddress, path);

    internal void ForgetSession() => _cookies.Clear();

    /// <summary>Gets a page, following redirects, but not to where <paramref name="stopAt"/> says: such a redirect is the answer.</summary>
    internal Task<SitePage> GetAsync(Uri address, Func<Uri, bool>? stopAt, CancellationToken cancellationToken) =>
        FetchAsync(address, null, stopAt, cancellationToken);

    /// <summary>Posts a form that nobody else sees the effect of. Redirects that keep the method are followed; any other is the answer.</summary>
    internal Task<SitePage> PostAsync(SiteForm form, CancellationToken cancellationToken) =>
        FetchAsync(form.Action, form, null, cancellationToken);

    /// <summary>
    /// Sends a form once, whatever comes: no redirect is followed, nothing is repeated. Once its first byte is due, the
    /// caller's cancellation no longer counts, only the time-out: what was begun is finished.
    /// </summary>
    /// <exception cref="SiteException">Its <see cref="SiteException.Write"/> says whether it may have got through.</exception>
    internal async Task<SitePage> WriteAsync(SiteForm form, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_options.Timeout, _time);
        await using var untilSent = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), patience);
        using var body = new OneTimeForm(await EncodeAsync(form), async () =>
        {
            await Permit.AskAsync(RequestIntent.Write, form.Action, cancellationToken);
            untilSent.Unregister();
        });
        try
        {
            using var request = Prepare(HttpMethod.Post, form.Action, form.Referer);
            request.Content = body;
            return await SendAsync(request, patience.Token);
        }
        catch (Exception exception) when (body.Began)
        {
            throw TransportErrors.AfterWrite(exception, form.Action, _options.Timeout);
        }
        catch (Exception exception)
        {
            body.ThrowIfRefused();
            cancellationToken.ThrowIfCancellationRequested();
            if (TransportErrors.From(exception, form.Action, _options.Timeout) is { } error) throw error;
            throw;
        }
    }

    private async Task<SitePage> FetchAsync(Uri address, SiteForm? form, Func<Uri, bool>? stopAt, CancellationToken cancellationToken)
    {
        for (var hops = 0; ; hops++)
        {
            var page = await ReadAsync(address, form, cancellationToken);
            if (page.RedirectsTo is not { } next || (form is not null && (int)page.Status is not (307 or 308)) || stopAt?.Invoke(next) == true) return page;
            if (!SiteOrigin.Same(next, BaseAddress))
                throw new SiteException(ErrorKind.SiteChanged, $"The site redirects to {next.GetLeftPart(UriPartial.Authority)}, away from its own address. If that is the site, make it the base address.");
            if (hops == MaxRedirects) throw new SiteException(ErrorKind.SiteChanged, $"The site redirects more than {MaxRedirects} times.");
            address = next;
        }
    }

    private async Task<SitePage> ReadAsync(Uri address, SiteForm? form, CancellationToken cancellationToken)
    {
        using var request = Prepare(form is null ? HttpMethod.Get : HttpMethod.Post, address, form?.Referer);
        if (form is not null) request.Content = new FormUrlEncodedContent(form.Fields);
        await Permit.AskAsync(RequestIntent.Read, address, cancellationToken);
        using var patience = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await SendAsync(request, either.Token);
        }
        catch (Exception exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TransportErrors.From(exception, address, _options.Timeout) is { } error) throw error;
            throw;
        }
    }

    private HttpRequestMessage Prepare(HttpMethod method, Uri address, Uri? referer)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.TryAddWithoutValidation("User-Agent", _options.UserAgent);
        request.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,*/*;q=0.5");
        request.Headers.TryAddWithoutValidation("Accept-Language", "de-CH,de");
        if (referer is not null) request.Headers.Referrer = referer;
        if (_cookies.HeaderFor(address) is { } cookies) request.Headers.TryAddWithoutValidation("Cookie", cookies);
        return request;
    }

    private async Task<SitePage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (address, start) = (request.RequestUri!, _time.GetTimestamp());
        using var response = await _transport.SendAsync(request, cancellationToken);
        if (response.Headers.TryGetValues("Set-Cookie", out var cookies)) _cookies.Take(address, cookies);
        var body = await PageBody.ReadAsync(response.Content, cancellationToken);
        Log.Exchanged(_logger, request.Method, address.Host, address.AbsolutePath, (int)response.StatusCode, _time.GetElapsedTime(start).TotalMilliseconds);
        return new SitePage(request.Method, address, response.StatusCode, body, Redirect.TargetOf(response, address), RetryAfter.Of(response, _time));
    }

    private static async Task<byte[]> EncodeAsync(SiteForm form)
    {
        using var encoded = new FormUrlEncodedContent(form.Fields);
        return await encoded.ReadAsByteArrayAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "{Method} {Host}{Path}: {Status} in {Milliseconds:0} ms")]
        public static partial void Exchanged(ILogger logger, HttpMethod method, string host, string path, int status, double milliseconds);
    }
}
