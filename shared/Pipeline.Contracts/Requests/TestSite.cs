namespace Pipeline.Contracts;

/// <summary>Request: see whether the site answers as its kind should. Answered with <see cref="SiteTested"/>.</summary>
/// <param name="SiteId">The site.</param>
public sealed record TestSite(Guid SiteId);
