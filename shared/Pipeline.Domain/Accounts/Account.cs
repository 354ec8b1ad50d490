using Pipeline.Domain.Identity;

namespace Pipeline.Domain.Accounts;

/// <summary>What is known of a login. The numbers are stored.</summary>
public enum AccountStatus
{
    /// <summary>Never tried, or changed since.</summary>
    Unknown = 0,

    /// <summary>The last login succeeded.</summary>
    Ok = 1,

    /// <summary>The site refused it: nothing is tried until a person changes or tests it.</summary>
    Failed = 2,
}

/// <summary>A login on a site. Its session is kept apart, in <see cref="AccountSession"/>.</summary>
public sealed class Account : IOwned
{
    private Account()
    {
    }

    /// <summary>UUID version 7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The user it belongs to.</summary>
    public Guid OwnerId { get; private set; }

    /// <summary>The site. One row per site and user name.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>The login name, as the site spells it.</summary>
    public string Username { get; private set; } = "";

    /// <summary>What people call it.</summary>
    public string DisplayName { get; private set; } = "";

    /// <summary>The password, encrypted for purpose <c>account:{id}:password</c>; null: none.</summary>
    public string? PasswordCipher { get; private set; }

    /// <summary>What is known of it.</summary>
    public AccountStatus Status { get; private set; }

    /// <summary>The last successful login (UTC).</summary>
    public DateTime? LastLoginAt { get; private set; }

    /// <summary>Why the last login failed.</summary>
    public string? LastError { get; private set; }

    /// <summary>When it was made (UTC).</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>The last change by a person (UTC).</summary>
    public DateTime UpdatedAt { get; private set; }

    /// <summary>A new account. <paramref name="id"/> is given, because the password is encrypted for it.</summary>
    public static Account Create(Guid id, Guid ownerId, Guid siteId, string username, string displayName, string? passwordCipher, DateTime now)
    {
        var account = new Account { Id = id, OwnerId = ownerId, SiteId = siteId, CreatedAt = now };
        account.Change(username, displayName, passwordCipher, now);
        return account;
    }

    /// <summary>Changes the login; its status is unknown again.</summary>
    public void Change(string username, string displayName, string? passwordCipher, DateTime now)
    {
        Username = username;
        DisplayName = displayName;
        PasswordCipher = passwordCipher;
        Status = AccountStatus.Unknown;
        LastError = null;
        UpdatedAt = now;
    }

    /// <summary>Changes what people call it: the login is the same, and so is what is known of it.</summary>
    public void Rename(string displayName, DateTime now)
    {
        DisplayName = displayName;
        UpdatedAt = now;
    }

    /// <summary>What the password of an account is encrypted for.</summary>
    public static string PasswordPurpose(Guid accountId) => $"account:{accountId}:password";
}
