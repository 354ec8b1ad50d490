namespace Pipeline.Contracts;

/// <summary>Request: log in as this account and look which tabs it sees. Answered with <see cref="AccountTested"/>.</summary>
/// <param name="AccountId">The account.</param>
public sealed record TestAccount(Guid AccountId);
