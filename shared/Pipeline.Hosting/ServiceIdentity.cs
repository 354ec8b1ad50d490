namespace Pipeline.Hosting;

/// <summary>Which service this process is.</summary>
/// <param name="Name">Its name in lower case, e.g. <c>discovery</c>.</param>
/// <param name="Version">Its version, e.g. <c>0.1.0</c>.</param>
public sealed record ServiceIdentity(string Name, string Version);
