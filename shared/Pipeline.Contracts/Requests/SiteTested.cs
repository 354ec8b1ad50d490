namespace Pipeline.Contracts;

/// <summary>What reaching the site brought.</summary>
/// <param name="Ok">True if it answers as its kind should.</param>
/// <param name="Message">What happened, in a sentence for people.</param>
public sealed record SiteTested(bool Ok, string Message);
