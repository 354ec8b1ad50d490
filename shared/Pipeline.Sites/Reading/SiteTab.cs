namespace Pipeline.Sites;

/// <summary>A tab of a site's index.</summary>
/// <param name="Id">What a process names in its filters, e.g. <c>38</c>.</param>
/// <param name="Name">What people see, e.g. "Beispielklasse A (Schule)".</param>
public sealed record SiteTab(string Id, string Name);
