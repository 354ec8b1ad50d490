using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Pipeline.DemoSite.Accounts;
using Pipeline.DemoSite.State;

namespace Pipeline.DemoSite.Sessions;

/// <summary>Sessions: 24 hours from the last request. The store knows a hash of the cookie only.</summary>
internal sealed class SessionDesk(SiteStore store, AccountDirectory accounts, IOptions<DemoSiteOptions> options, TimeProvider clock)
{
    // Writing down every request would cost a line each; a minute lost of 24 hours is noticed by nobody.
    private static readonly TimeSpan Precision = TimeSpan.FromMinutes(1);

    public TimeSpan Lifetime => options.Value.SessionLifetime;

    /// <summary>Opens a session and returns its cookie.</summary>
    public async Task<string> OpenAsync(DemoAccount account)
    {
        var cookie = RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 32);
        var now = clock.GetUtcNow();
        await store.ChangeAsync<int>(state =>
            (0, [new SessionSeen(KeyOf(cookie), account.Username, now, now), .. state.Sessions.Where(s => !IsAlive(s, now)).Select(s => new SessionEnded(s.Key))]));
        return cookie;
    }

    /// <summary>Whose session the cookie is, if it is alive; keeps it alive.</summary>
    public async Task<(DemoAccount Account, string Key)?> ResumeAsync(string? cookie)
    {
        if (string.IsNullOrEmpty(cookie)) return null;
        var key = KeyOf(cookie);
        var now = clock.GetUtcNow();
        var username = await store.ChangeAsync<string?>(state => state.Session(key) switch
        {
            { } seen when !IsAlive(seen, now) => (null, [new SessionEnded(key)]),
            { } seen when now - seen.At >= StepOf(options.Value) => (seen.Username, [seen with { At = now }]),
            var seen => (seen?.Username, []),
        });
        return accounts.Find(username) is { } account ? (account, key) : null;
    }

    public Task EndAsync(string key) => store.ChangeAsync<int>(state => (0, state.Session(key) is null ? [] : [new SessionEnded(key)]));

    /// <summary>Ends all sessions, or those of one account, that were opened at least so long ago.</summary>
    /// <returns>Their keys.</returns>
    public Task<IReadOnlyCollection<string>> EndAllAsync(string? username, TimeSpan age)
    {
        var latest = clock.GetUtcNow() - age;
        return store.ChangeAsync<IReadOnlyCollection<string>>(state =>
        {
            var ended = state.Sessions.Where(s => (username is null || s.Username == username) && s.OpenedAt <= latest).Select(s => s.Key).ToList();
            return (ended, [.. ended.Select(key => new SessionEnded(key))]);
        });
    }

    /// <summary>For a decision that must hold at the very moment it is made.</summary>
    public bool IsAlive(SiteState state, string key) => state.Session(key) is { } seen && IsAlive(seen, clock.GetUtcNow());

    private bool IsAlive(SessionSeen seen, DateTimeOffset now) => now - seen.At < Lifetime;

    private static TimeSpan StepOf(DemoSiteOptions options) =>
        options.SessionLifetime / 10 < Precision ? options.SessionLifetime / 10 : Precision;

    private static string KeyOf(string cookie) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(cookie)));
}
