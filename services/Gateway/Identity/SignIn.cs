using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Identity;
using Pipeline.Persistence;

namespace Pipeline.Gateway.Identity;

/// <summary>How a try to sign in ended.</summary>
public abstract record SignInOutcome;

/// <summary>It went well.</summary>
/// <param name="Token">The session's token: shown once, kept as a hash.</param>
/// <param name="ExpiresAt">When the session ends (UTC).</param>
/// <param name="Caller">Who signed in.</param>
public sealed record SignedIn(string Token, DateTime ExpiresAt, Caller Caller) : SignInOutcome;

/// <summary>There is no such user, or the password is wrong: which of the two is not said.</summary>
public sealed record SignInRefused : SignInOutcome;

/// <summary>Too many wrong passwords: not before this moment, also not with the right one.</summary>
/// <param name="Wait">How long from now.</param>
public sealed record SignInLocked(TimeSpan Wait) : SignInOutcome;

/// <summary>
/// Signs people in, for the API and for the dashboard. A name that nobody has is treated as a user's is: the same work,
/// the same answers, the same lock-out.
/// </summary>
public sealed class SignIn(IDbContextFactory<PipelineDbContext> contexts, IPasswordHasher<User> hasher, UnknownNames unknown, TimeProvider clock)
{
    /// <summary>Wrong passwords in a row until the name is locked.</summary>
    public const int TriesAllowed = 5;

    /// <summary>How long a name stays locked.</summary>
    public static readonly TimeSpan LockOut = TimeSpan.FromMinutes(15);

    /// <summary>How long a session lasts.</summary>
    public static readonly TimeSpan SessionLength = TimeSpan.FromHours(12);

    private static readonly User Nobody = User.Create("nobody", "", UserRole.Viewer, DateTime.UnixEpoch);
    private readonly Lazy<string> _nobodysHash = new(() => hasher.HashPassword(Nobody, AccessTokens.New()));

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Tries a password.</summary>
    /// <param name="email">The sign-in name.</param>
    /// <param name="password">The password.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task<SignInOutcome> TryAsync(string email, string password, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(email);
        ArgumentNullException.ThrowIfNull(password);
        var name = email.Trim().ToLowerInvariant();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var user = await context.Users.AsNoTracking().SingleOrDefaultAsync(candidate => candidate.Email == name, cancellationToken);
        if ((user is null ? unknown.LockedUntil(name) : user.LockedUntil) is { } until && until > Now) return new SignInLocked(until - Now);
        var verdict = hasher.VerifyHashedPassword(user ?? Nobody, user?.PasswordHash ?? _nobodysHash.Value, password);
        if (user is null || verdict == PasswordVerificationResult.Failed) return await RefuseAsync(context, user, name, cancellationToken);
        if (verdict == PasswordVerificationResult.SuccessRehashNeeded) await RehashAsync(context, user, password, cancellationToken);
        return await AdmitAsync(context, user, cancellationToken);
    }

    /// <summary>Ends a session; false: it isn't one, but a token of another kind.</summary>
    public async Task<bool> EndAsync(string token, CancellationToken cancellationToken)
    {
        var hash = AccessTokens.Hash(token);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.AccessTokens.Where(entry => entry.Hash == hash && entry.Kind == AccessTokenKind.Session).ExecuteDeleteAsync(cancellationToken) > 0;
    }

    /// <summary>Counts the wrong try in one statement: tries at the same moment are all counted.</summary>
    private async Task<SignInOutcome> RefuseAsync(PipelineDbContext context, User? user, string name, CancellationToken cancellationToken)
    {
        var (now, lockedUntil) = (Now, Now + LockOut);
        if (user is null)
        {
            unknown.Refuse(name);
            return new SignInRefused();
        }

        await context.Users.Where(row => row.Id == user.Id).ExecuteUpdateAsync(
            set => set
                .SetProperty(row => row.FailedSignIns, row => row.LockedUntil != null && row.LockedUntil <= now ? 1 : row.FailedSignIns + 1)
                .SetProperty(row => row.LockedUntil, row => (row.LockedUntil == null || row.LockedUntil > now) && row.FailedSignIns + 1 >= TriesAllowed ? lockedUntil : null),
            cancellationToken);
        return new SignInRefused();
    }

    /// <summary>Opens the session, unless the name was locked while the password was being looked at.</summary>
    private async Task<SignInOutcome> AdmitAsync(PipelineDbContext context, User user, CancellationToken cancellationToken)
    {
        var now = Now;
        var admitted = await context.Users.Where(row => row.Id == user.Id && (row.LockedUntil == null || row.LockedUntil <= now)).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.FailedSignIns, 0).SetProperty(row => row.LockedUntil, (DateTime?)null), cancellationToken);
        if (admitted == 0) return new SignInLocked(LockOut);
        var session = new SignedIn(AccessTokens.New(), now + SessionLength, new Caller(user.Id, user.Email, user.Role));
        context.Add(AccessToken.Create(AccessTokens.Hash(session.Token), user.Id, AccessTokenKind.Session, now, session.ExpiresAt));
        await context.SaveChangesAsync(cancellationToken);
        return session;
    }

    private Task<int> RehashAsync(PipelineDbContext context, User user, string password, CancellationToken cancellationToken)
    {
        var hash = hasher.HashPassword(user, password);
        return context.Users.Where(row => row.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.PasswordHash, hash), cancellationToken);
    }
}
