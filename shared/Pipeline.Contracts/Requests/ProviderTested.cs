namespace Pipeline.Contracts;

/// <summary>What asking the provider brought.</summary>
/// <param name="Ok">True if its model wrote something.</param>
/// <param name="Message">What happened, in a sentence for people.</param>
public sealed record ProviderTested(bool Ok, string Message);
