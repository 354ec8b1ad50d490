namespace Pipeline.Hosting.Health;

/// <summary>What <c>/health/live</c> answers as long as the process answers at all.</summary>
/// <param name="Status">Always <c>live</c>.</param>
/// <param name="Service">The service that was asked.</param>
/// <param name="Version">Its version.</param>
public sealed record LivenessReport(string Status, string Service, string Version);
