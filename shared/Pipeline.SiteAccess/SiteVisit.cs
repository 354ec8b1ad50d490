using Pipeline.Sites;

namespace Pipeline.SiteAccess;

/// <summary>A conversation with a site as an account, with the session that all workers share.</summary>
/// <param name="Site">The adapter.</param>
/// <param name="Exchange">The conversation.</param>
/// <param name="Account">The account.</param>
/// <param name="SessionVersion">The version of its session.</param>
/// <param name="Fresh">The session was made by a login for this very visit.</param>
public sealed record SiteVisit(ISite Site, SiteExchange Exchange, AccountAccess Account, int SessionVersion, bool Fresh = false);
