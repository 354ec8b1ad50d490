namespace Pipeline.Domain.Identity;

/// <summary>What a user may do. The numbers are stored, and rise with the rights.</summary>
public enum UserRole
{
    /// <summary>Looks.</summary>
    Viewer = 1,

    /// <summary>Runs processes.</summary>
    Operator = 2,

    /// <summary>Everything.</summary>
    Admin = 3,
}

/// <summary>A person who signs in.</summary>
public sealed class User
{
    private User()
    {
    }

    /// <summary>UUID version 7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The sign-in name, lower case, unique.</summary>
    public string Email { get; private set; } = "";

    /// <summary>The password's hash, in ASP.NET Core Identity's format.</summary>
    public string PasswordHash { get; private set; } = "";

    /// <summary>What they may do.</summary>
    public UserRole Role { get; private set; }

    /// <summary>Wrong passwords in a row.</summary>
    public int FailedSignIns { get; private set; }

    /// <summary>No sign-in before this moment (UTC).</summary>
    public DateTime? LockedUntil { get; private set; }

    /// <summary>When they were added (UTC).</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>The last change (UTC).</summary>
    public DateTime UpdatedAt { get; private set; }

    /// <summary>A new user. The password is hashed by the caller.</summary>
    public static User Create(string email, string passwordHash, UserRole role, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(email);
        return new()
        {
            Id = Guid.CreateVersion7(now),
            Email = email.Trim().ToLowerInvariant(),
            PasswordHash = passwordHash,
            Role = role,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }
}

/// <summary>What a bearer token is. The numbers are stored.</summary>
public enum AccessTokenKind
{
    /// <summary>From a sign-in.</summary>
    Session = 1,

    /// <summary>Made from configuration at first start.</summary>
    Configured = 2,
}

/// <summary>A bearer token; only its hash is kept.</summary>
public sealed class AccessToken
{
    private AccessToken()
    {
    }

    /// <summary>SHA-256 of the token, 32 bytes.</summary>
    public byte[] Hash { get; private set; } = [];

    /// <summary>Whose it is.</summary>
    public Guid UserId { get; private set; }

    /// <summary>What it is.</summary>
    public AccessTokenKind Kind { get; private set; }

    /// <summary>When it was made (UTC).</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>When it ends (UTC); null: never.</summary>
    public DateTime? ExpiresAt { get; private set; }

    /// <summary>A new token.</summary>
    public static AccessToken Create(byte[] hash, Guid userId, AccessTokenKind kind, DateTime now, DateTime? expiresAt) =>
        new() { Hash = hash, UserId = userId, Kind = kind, CreatedAt = now, ExpiresAt = expiresAt };
}
