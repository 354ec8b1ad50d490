namespace Pipeline.DemoSite.Platform;

/// <summary>A class of a school: a tab of its own on the index.</summary>
/// <param name="TabId">The tab's id, as in <c>/articles/?tab=38</c>.</param>
/// <param name="Name">What the tab says.</param>
public sealed record Classroom(int TabId, string Name);
