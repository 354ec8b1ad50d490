using Pipeline.Domain.Accounts;
using Pipeline.Domain.Sites;

namespace Pipeline.SiteAccess;

/// <summary>What it takes to visit a site as an account.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="SiteId">Its site.</param>
/// <param name="Kind">The site's kind.</param>
/// <param name="BaseUrl">The site's address.</param>
/// <param name="Origin">Its host, as rates are kept by.</param>
/// <param name="Username">The login name.</param>
/// <param name="PasswordCipher">The password, encrypted.</param>
/// <param name="Status">What is known of the login.</param>
/// <param name="LastError">Why it was refused, if it was.</param>
public sealed record AccountAccess(
    Guid AccountId, Guid SiteId, SiteKind Kind, Uri BaseUrl, string Origin, string Username, string? PasswordCipher, AccountStatus Status, string? LastError)
{
    /// <summary>A person asked to try a login again that was refused.</summary>
    public bool TryRefusedAgain { get; init; }
}
