namespace Pipeline.Contracts;

/// <summary>What a login with the account brought.</summary>
/// <param name="Ok">True if the site accepted the login.</param>
/// <param name="Message">What happened, in a sentence for people.</param>
/// <param name="Tabs">The tabs that the account sees; empty if the login failed.</param>
public sealed record AccountTested(bool Ok, string Message, IReadOnlyList<AccountTab> Tabs);
