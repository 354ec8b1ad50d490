namespace Pipeline.Gateway.Dashboard;

/// <summary>Addresses that come from outside.</summary>
public static class SafeLink
{
    /// <summary>The address if it is one of the web; null for anything else, <c>javascript:</c> for instance.</summary>
    public static string? Of(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) ? uri.AbsoluteUri : null;
}
