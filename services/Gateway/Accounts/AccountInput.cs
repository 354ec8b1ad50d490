using System.ComponentModel;
using Pipeline.Domain.Accounts;
using Pipeline.Gateway.Api;

namespace Pipeline.Gateway.Accounts;

/// <summary>What a client says of a login.</summary>
internal sealed record AccountInput
{
    public const int MaxUsernameLength = 150;
    public const int MaxDisplayNameLength = 200;
    public const int MaxPasswordLength = 1_000;

    [Description("The site that it is a login of. It can't be changed.")]
    public Guid? SiteId { get; init; }

    [Description("The login name, as the site spells it, 1 to 150 characters.")]
    public string? Username { get; init; }

    [Description("The password. Write-only: answers say `hasPassword`. In a change: left out, it stays; null takes it away.")]
    public string? Password { get; init; }

    [Description("What people call it, up to 200 characters; the user name if left out.")]
    public string? DisplayName { get; init; }

    /// <summary>What is stored, as a client would have said it; the password is never read back.</summary>
    public static AccountInput Of(Account account) => new()
    {
        SiteId = account.SiteId,
        Username = account.Username,
        DisplayName = account.DisplayName,
    };

    /// <summary>Checks everything but the references.</summary>
    public CheckedAccount Check(Faults faults)
    {
        if (SiteId is null) faults.Add("siteId", "Is missing: give the id of one of your sites.");
        var username = faults.Text("username", Username, MaxUsernameLength).Trim();
        var displayName = string.IsNullOrWhiteSpace(DisplayName) ? username : DisplayName;
        if (displayName.Length > MaxDisplayNameLength) faults.Add("displayName", $"Has {displayName.Length} characters: at most {MaxDisplayNameLength} are allowed.");
        if (Password is { Length: 0 or > MaxPasswordLength }) faults.Add("password", $"Must have 1 to {MaxPasswordLength} characters.");
        return new CheckedAccount(SiteId ?? Guid.Empty, username, displayName);
    }
}

/// <summary>A login that can be saved; its password apart.</summary>
internal sealed record CheckedAccount(Guid SiteId, string Username, string DisplayName);
