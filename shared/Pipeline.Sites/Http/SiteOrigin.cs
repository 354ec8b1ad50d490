namespace Pipeline.Sites.Http;

/// <summary>Scheme, host and port: what a session is bound to.</summary>
internal static class SiteOrigin
{
    public static string Of(Uri address) => $"{address.Scheme}://{address.IdnHost}:{address.Port}".ToLowerInvariant();

    public static bool Same(Uri one, Uri other) => Of(one) == Of(other);
}
