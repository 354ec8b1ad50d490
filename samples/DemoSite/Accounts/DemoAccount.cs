namespace Pipeline.DemoSite.Accounts;

/// <summary>A login on the demo site.</summary>
/// <param name="Username">What is typed at the login; case counts.</param>
/// <param name="Password">In clear: it's a demo, and the start page tells it to everybody.</param>
/// <param name="DisplayName">How the account is shown as an author.</param>
/// <param name="Role">What it may see.</param>
/// <param name="Tabs">The classes it belongs to, by tab id.</param>
public sealed record DemoAccount(string Username, string Password, string DisplayName, AccountRole Role, IReadOnlyList<int> Tabs);
