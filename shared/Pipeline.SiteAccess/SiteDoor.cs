using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.Domain.Accounts;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Faults;
using Pipeline.Hosting.Secrets;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;
using Pipeline.Sites;

namespace Pipeline.SiteAccess;

/// <summary>
/// Lets a worker into a site as an account: with the shared session while it holds, else by a login that one worker makes
/// for all.
/// </summary>
public sealed partial class SiteDoor(
    SiteCatalog catalog, SiteExchanges exchanges, AccountSessions sessions, HostSlots hosts, SecretProtector secrets,
    LedgerDatabase database, IDbContextFactory<PipelineDbContext> contexts, IOptions<LedgerOptions> options, TimeProvider clock, ILogger<SiteDoor> logger)
{
    /// <summary>How soon to look again whether another worker's login is done.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    /// <summary>
    /// A login waits for its slots at most so long, and at most for half of its lease: those waiting behind it can't go before
    /// it, however far ahead the host is reserved.
    /// </summary>
    private static readonly TimeSpan MaxLoginWait = TimeSpan.FromSeconds(30);

    private readonly Gathering<AccountAccess> _accounts = database.GatherById(ids => ReadAsync(contexts, ids));

    /// <summary>The accounts with these ids; those that are gone are left out.</summary>
    public async Task<Dictionary<Guid, AccountAccess>> FindAsync(IReadOnlyCollection<Guid> accountIds, CancellationToken cancellationToken)
    {
        var found = await _accounts.AskAsync([.. accountIds.Distinct().Select(id => new AskedRow(id))], cancellationToken);
        return found.ToDictionary(account => account.AccountId);
    }

    private static async Task<List<(object, AccountAccess)>> ReadAsync(IDbContextFactory<PipelineDbContext> contexts, IReadOnlyList<Guid> accountIds)
    {
        await using var context = await contexts.CreateDbContextAsync();
        var query = from account in context.Accounts
                    join site in context.Sites on account.SiteId equals site.Id
                    where accountIds.Contains(account.Id)
                    select new { account, site };
        var found = await query.AsNoTracking().ToListAsync();
        return [.. found.Select(row => ((object)row.account.Id, new AccountAccess(
            row.account.Id, row.site.Id, row.site.Kind, new Uri(row.site.BaseUrl), row.site.Origin, row.account.Username, row.account.PasswordCipher,
            row.account.Status, row.account.LastError)))];
    }

    /// <summary>What operations on an account's site cost, to reserve ahead.</summary>
    public SiteCosts CostsOf(AccountAccess account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return catalog.For(account.Kind).Costs;
    }

    /// <summary>Opens a conversation.</summary>
    /// <param name="account">As whom.</param>
    /// <param name="permit">Asked before each request.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <exception cref="NotYetException">Another worker is logging in.</exception>
    /// <exception cref="SiteException">The login failed, or was refused before.</exception>
    public async Task<SiteVisit> OpenAsync(AccountAccess account, IRequestPermit permit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (account is { Status: AccountStatus.Failed, TryRefusedAgain: false }) throw RefusedBefore(account);
        var stored = await sessions.GetAsync(account.AccountId, cancellationToken);
        return stored is { Valid: true, Cipher: not null } && Read(account, stored.Cipher) is { } session
            ? new(catalog.For(account.Kind), exchanges.Open(account.BaseUrl, session, permit), account, stored.Version)
            : await LogInAsync(account, permit, stored, cancellationToken);
    }

    /// <summary>
    /// A visit found its session dead: marks exactly that version. Whoever comes next logs in, or finds a newer one.
    /// </summary>
    /// <exception cref="SiteException">It was fresh from a login: another one would end the same way.</exception>
    public async Task ExpiredAsync(SiteVisit visit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(visit);
        CrashPoints.Pass(CrashPoint.SessionFoundDead);
        var mine = await sessions.EndedAsync(visit.Account.AccountId, visit.SessionVersion, cancellationToken);
        if (mine && visit.Fresh) throw new SiteException(ErrorKind.Auth, $"The site asks '{visit.Account.Username}' to log in again right after a login.");
    }

    /// <summary>Ends a session at the site itself, so that whatever is still under way with it is refused there.</summary>
    public async Task RetireAsync(SiteVisit visit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(visit);
        await visit.Site.LogOutAsync(visit.Exchange, cancellationToken);
        CrashPoints.Pass(CrashPoint.SessionLoggedOut);
        await sessions.EndedAsync(visit.Account.AccountId, visit.SessionVersion, cancellationToken);
    }

    private async Task<SiteVisit> LogInAsync(AccountAccess account, IRequestPermit permit, StoredSession stored, CancellationToken cancellationToken)
    {
        if (stored is { Valid: true }) await sessions.GiveUpAsync(account.AccountId, stored.Version, cancellationToken);
        if (!await sessions.LeaseLoginAsync(account.AccountId, options.Value.LoginLease, account.TryRefusedAgain, cancellationToken))
            throw await WhyNotAsync(account, cancellationToken);
        CrashPoints.Pass(CrashPoint.LoginLeased);
        var (site, exchange) = (catalog.For(account.Kind), exchanges.Open(account.BaseUrl, null, permit));
        try
        {
            await DemandNotRefusedAsync(account, cancellationToken);
            await WaitForSlotsAsync(account.Origin, site.Costs.LogIn, cancellationToken);
            var session = await site.LogInAsync(exchange, await CredentialsAsync(account, cancellationToken), cancellationToken);
            CrashPoints.Pass(CrashPoint.LoginAnswered);
            var cipher = secrets.Protect(JsonSerializer.Serialize(session), Purpose(account, "session"));
            var version = await sessions.LoggedInAsync(account.AccountId, cipher, cancellationToken);
            CrashPoints.Pass(CrashPoint.LoginStored);
            Log.LoggedIn(logger, account.AccountId, account.Origin);
            return new(site, exchange, account, version ?? throw new NotYetException(LookAgain, "The login took too long."), Fresh: true);
        }
        catch (SiteException refused) when (refused is { Kind: ErrorKind.Auth or ErrorKind.Configuration } and not (SiteSessionExpiredException or RefusedBeforeException))
        {
            CrashPoints.Pass(CrashPoint.LoginRefused);
            await sessions.RefuseAsync(account.AccountId, refused.Message, CancellationToken.None);
            throw;
        }
        catch (Exception)
        {
            await sessions.GiveUpLoginAsync(account.AccountId, CancellationToken.None);
            throw;
        }
    }

    /// <summary>
    /// The lease may be given by a statement that began before a refusal was written, and waited for its row: who holds the
    /// lease sees what all before it wrote.
    /// </summary>
    private async Task DemandNotRefusedAsync(AccountAccess account, CancellationToken cancellationToken)
    {
        if (await WhyNotAsync(account, cancellationToken) is RefusedBeforeException refused) throw refused;
    }

    /// <summary>Somebody is at it, has just done it, or was refused since this account was read: then nobody tries again.</summary>
    private async Task<Exception> WhyNotAsync(AccountAccess account, CancellationToken cancellationToken) =>
        (await FindAsync([account.AccountId], cancellationToken)).GetValueOrDefault(account.AccountId) is { Status: AccountStatus.Failed } now && !account.TryRefusedAgain
            ? RefusedBefore(now)
            : new NotYetException(LookAgain, "Another worker is logging in.");

    private static RefusedBeforeException RefusedBefore(AccountAccess account) =>
        new($"The login of '{account.Username}' was refused before ({account.LastError}) Correct its password, or test it again.");

    /// <summary>Nothing was asked of the site.</summary>
    private sealed class RefusedBeforeException(string message) : SiteException(ErrorKind.Auth, message);

    private async Task WaitForSlotsAsync(string origin, int count, CancellationToken cancellationToken)
    {
        var wait = (await hosts.ReserveAsync(origin, count, cancellationToken)).Wait;
        if (wait <= TimeSpan.Zero) return;
        await Task.Delay(new[] { wait, MaxLoginWait, options.Value.LoginLease / 2 }.Min(), clock, cancellationToken);
    }

    /// <summary>As they are now: a person may have corrected them since the work began.</summary>
    private async Task<SiteCredentials> CredentialsAsync(AccountAccess account, CancellationToken cancellationToken)
    {
        var now = (await FindAsync([account.AccountId], cancellationToken)).GetValueOrDefault(account.AccountId)
            ?? throw new SiteException(ErrorKind.Configuration, $"The account '{account.Username}' is gone.");
        return new(now.Username, Password(now));
    }

    private string Password(AccountAccess account)
    {
        try
        {
            return account.PasswordCipher is { } cipher
                ? secrets.Unprotect(cipher, Purpose(account, "password"))
                : throw new SiteException(ErrorKind.Configuration, $"The account '{account.Username}' has no password: give it one.");
        }
        catch (SecretUnreadableException unreadable)
        {
            throw new SiteException(ErrorKind.Configuration, $"The password of '{account.Username}' can't be read with the present key: enter it again.", unreadable);
        }
    }

    /// <summary>A session that can't be read (another key, another version of this program) is none.</summary>
    private SiteSession? Read(AccountAccess account, string cipher)
    {
        try
        {
            return JsonSerializer.Deserialize<SiteSession>(secrets.Unprotect(cipher, Purpose(account, "session")));
        }
        catch (Exception unreadable) when (unreadable is SecretUnreadableException or JsonException)
        {
            Log.Unreadable(logger, account.AccountId, unreadable.Message);
            return null;
        }
    }

    private static string Purpose(AccountAccess account, string what) => $"account:{account.AccountId}:{what}";

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Account {AccountId} logged in at {Origin}")]
        public static partial void LoggedIn(ILogger logger, Guid accountId, string origin);

        [LoggerMessage(2, LogLevel.Warning, "The session of account {AccountId} can't be read, a new login follows: {Reason}")]
        public static partial void Unreadable(ILogger logger, Guid accountId, string reason);
    }
}
