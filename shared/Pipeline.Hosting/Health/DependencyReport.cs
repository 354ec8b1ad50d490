using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Pipeline.Hosting.Health;

/// <summary>One dependency in the answer of <c>/health/ready</c>.</summary>
/// <param name="Status"><c>ok</c>, <c>degraded</c> or <c>missing</c>.</param>
/// <param name="Reason">Why, if it isn't ok.</param>
public sealed record DependencyReport(string Status, string? Reason)
{
    internal static DependencyReport Of(HealthReportEntry entry) => entry.Status switch
    {
        HealthStatus.Healthy => new DependencyReport("ok", null),
        HealthStatus.Degraded => new DependencyReport("degraded", Why(entry)),
        _ => new DependencyReport("missing", Why(entry)),
    };

    private static string Why(HealthReportEntry entry) => (entry.Description, entry.Exception?.Message) switch
    {
        (null or "", null) => "no reason given",
        (null or "", var message) => message,
        (var description, null) => description,
        var (description, message) => description.Contains(message, StringComparison.Ordinal) ? description : $"{description} ({message})",
    };
}
