namespace Pipeline.Domain.Accounts;

/// <summary>
/// The session that an account has at its site, shared by all workers, with a version. Whoever finds it dead marks that
/// version expired by compare-and-set; one worker at a time logs in, under a lease.
/// </summary>
public sealed class AccountSession
{
    /// <summary>The account.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>Rises with each login.</summary>
    public int Version { get; private set; }

    /// <summary>Whether this version is believed to hold.</summary>
    public bool Valid { get; private set; }

    /// <summary>The last version that was given up without having ended at the site, where it may live on. Null: none ever was.</summary>
    public int? GivenUpVersion { get; private set; }

    /// <summary>The cookies, encrypted for purpose <c>account:{id}:session</c>.</summary>
    public string? Cipher { get; private set; }

    /// <summary>When it was made (UTC).</summary>
    public DateTime? LoggedInAt { get; private set; }

    /// <summary>Until when one worker may log in (UTC).</summary>
    public DateTime? LoginLeaseUntil { get; private set; }

    /// <summary>The worker that logs in.</summary>
    public string? LoginLeaseBy { get; private set; }
}
