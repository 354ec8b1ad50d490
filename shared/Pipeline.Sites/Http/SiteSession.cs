namespace Pipeline.Sites;

/// <summary>
/// An account's session at one site: what its cookies say. It is bound to the site's origin and never sent elsewhere. A secret: kept
/// encrypted; its text form leaves the values out. Serialises with System.Text.Json.
/// </summary>
/// <param name="Origin">Scheme, host and port that it belongs to.</param>
/// <param name="Cookies">The cookies.</param>
public sealed record SiteSession(string Origin, IReadOnlyList<SiteCookie> Cookies)
{
    /// <inheritdoc/>
    public override string ToString() => $"{nameof(SiteSession)} {{ {Origin}, {Cookies.Count} cookies }}";
}

/// <summary>One cookie of a session. Its text form leaves the value out.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value, as the site wrote it.</param>
/// <param name="Path">The path it is sent to, and below.</param>
/// <param name="Secure">Sent over https only.</param>
/// <param name="ExpiresAt">Until when it is sent (UTC); null: as long as the session is kept.</param>
public sealed record SiteCookie(string Name, string Value, string Path, bool Secure, DateTime? ExpiresAt)
{
    /// <inheritdoc/>
    public override string ToString() => $"{nameof(SiteCookie)} {{ {Name} }}";
}
