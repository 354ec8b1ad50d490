using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Pipeline.Hosting.Health;

/// <summary>What <c>/health/ready</c> answers.</summary>
/// <param name="Status"><c>ready</c>, or <c>unavailable</c> if a dependency is missing.</param>
/// <param name="Service">The service that was asked.</param>
/// <param name="Version">Its version.</param>
/// <param name="Missing">The names of the dependencies that are missing; empty if none.</param>
/// <param name="Dependencies">Each dependency by its name.</param>
public sealed record ReadinessReport(
    string Status, string Service, string Version, IReadOnlyList<string> Missing, IReadOnlyDictionary<string, DependencyReport> Dependencies)
{
    internal static ReadinessReport Of(HealthReport health, ServiceIdentity service) => new(
        health.Status == HealthStatus.Unhealthy ? "unavailable" : "ready",
        service.Name,
        service.Version,
        [.. health.Entries.Where(entry => entry.Value.Status == HealthStatus.Unhealthy).Select(entry => entry.Key)],
        health.Entries.ToDictionary(entry => entry.Key, entry => DependencyReport.Of(entry.Value)));
}
