namespace Pipeline.Contracts;

/// <summary>A tab of the site's index.</summary>
/// <param name="Id">The site's own id of it.</param>
/// <param name="Name">Its caption.</param>
public sealed record AccountTab(string Id, string Name);
