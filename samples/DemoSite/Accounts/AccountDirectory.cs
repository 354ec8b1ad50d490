using Microsoft.Extensions.Options;

namespace Pipeline.DemoSite.Accounts;

/// <summary>Finds accounts: the built-in ones and those of the configuration.</summary>
internal sealed class AccountDirectory
{
    private readonly Dictionary<string, DemoAccount> byUsername;

    public AccountDirectory(IOptions<DemoSiteOptions> options)
    {
        All = [.. DemoAccounts.All, .. options.Value.Accounts];
        byUsername = All.DistinctBy(a => a.Username).ToDictionary(a => a.Username);
    }

    public IReadOnlyList<DemoAccount> All { get; }

    public DemoAccount? Find(string? username) => username is null ? null : byUsername.GetValueOrDefault(username);

    public DemoAccount? Authenticate(string username, string password) =>
        Find(username) is { } account && account.Password == password ? account : null;

    public IReadOnlyList<DemoAccount> PupilsOf(int tab) =>
        [.. All.Where(a => a.Role == AccountRole.Pupil && a.Tabs.Contains(tab))];
}
