using Microsoft.Net.Http.Headers;

namespace Pipeline.Sites.Http;

/// <summary>
/// The cookies of one conversation with one origin. Stricter than a browser: a cookie goes back to the origin that set it, and
/// nowhere else, whatever its Domain says.
/// </summary>
internal sealed class CookieJar
{
    private const int MaxCookies = 50;
    private const int MaxLength = 4_096;

    private readonly string _origin;
    private readonly TimeProvider _time;
    private readonly List<SiteCookie> _cookies = [];

    public CookieJar(Uri baseAddress, SiteSession? session, TimeProvider time)
    {
        (_origin, _time) = (SiteOrigin.Of(baseAddress), time);
        // A site that has moved doesn't get what its old address gave us.
        if (session?.Origin == _origin) _cookies.AddRange(session.Cookies);
    }

    private DateTime Now => _time.GetUtcNow().UtcDateTime;

    public SiteSession ToSession() => new(_origin, [.. Live()]);

    public void Clear() => _cookies.Clear();

    /// <summary>The Cookie header for a request; null: none.</summary>
    public string? HeaderFor(Uri address)
    {
        if (SiteOrigin.Of(address) != _origin) return null;
        var sent = Live().Where(cookie => !cookie.Secure || address.Scheme == Uri.UriSchemeHttps)
            .Where(cookie => Covers(cookie.Path, address.AbsolutePath))
            .OrderByDescending(cookie => cookie.Path.Length)
            .Select(cookie => $"{cookie.Name}={cookie.Value}");
        var header = string.Join("; ", sent);
        return header.Length == 0 ? null : header;
    }

    /// <summary>Keeps what an answer sets, and forgets what it expires.</summary>
    public void Take(Uri address, IEnumerable<string> setCookies)
    {
        if (SiteOrigin.Of(address) != _origin) return;
        foreach (var text in setCookies)
            if (text.Length <= MaxLength && SetCookieHeaderValue.TryParse(text, out var cookie)) Keep(cookie, address);
    }

    private void Keep(SetCookieHeaderValue set, Uri address)
    {
        var path = set.Path.HasValue && set.Path.Value!.StartsWith('/') ? set.Path.Value : DefaultPath(address);
        DateTime? expires = set.MaxAge is { } age ? After(age) : set.Expires?.UtcDateTime;
        _cookies.RemoveAll(cookie => cookie.Name == set.Name.Value && cookie.Path == path);
        if (expires <= Now || _cookies.Count >= MaxCookies) return;
        _cookies.Add(new SiteCookie(set.Name.Value!, set.Value.Value ?? "", path, set.Secure, expires));
    }

    private DateTime? After(TimeSpan age) => age > TimeSpan.FromDays(3_650) ? null : Now + age;

    private IEnumerable<SiteCookie> Live() => _cookies.Where(cookie => cookie.ExpiresAt is not { } end || end > Now);

    private static bool Covers(string cookiePath, string path) =>
        path.StartsWith(cookiePath, StringComparison.Ordinal)
        && (path.Length == cookiePath.Length || cookiePath.EndsWith('/') || path[cookiePath.Length] == '/');

    private static string DefaultPath(Uri address)
    {
        var end = address.AbsolutePath.LastIndexOf('/');
        return end <= 0 ? "/" : address.AbsolutePath[..end];
    }
}
