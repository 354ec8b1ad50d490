using System.ComponentModel;
using Pipeline.Contracts;
using Pipeline.Domain.Accounts;

namespace Pipeline.Gateway.Accounts;

/// <summary>A login on a site.</summary>
internal sealed record AccountAnswer(
    Guid Id, Guid SiteId, string Username, string DisplayName, bool HasPassword,
    [property: Description("`unknown` until it was tried, and after each change; `failed`: the site refused it, and nothing is tried until it is changed or tested.")]
    AccountStatus Status,
    DateTime? LastLoginAt, string? LastError, DateTime CreatedAt, DateTime UpdatedAt)
{
    public static AccountAnswer Of(Account account) => new(
        account.Id, account.SiteId, account.Username, account.DisplayName, account.PasswordCipher is not null, account.Status, account.LastLoginAt,
        account.LastError, account.CreatedAt, account.UpdatedAt);
}

/// <summary>What a login brought.</summary>
internal sealed record AccountTestAnswer(
    [property: Description("The site accepted the login.")] bool Ok,
    [property: Description("What happened.")] string Message,
    [property: Description("The tabs that the account sees; a process names one of them.")] IReadOnlyList<AccountTab> Tabs);
