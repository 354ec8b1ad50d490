using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Pipeline.Hosting.Telemetry;

/// <summary>Where traces and metrics are sent, in the keys that OpenTelemetry itself defines (at the root, no section).</summary>
public sealed class TelemetryOptions : IValidatableObject
{
    /// <summary>The key that turns sending on.</summary>
    public const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>
    /// The collector, e.g. <c>http://localhost:4317</c>; traces and metrics are sent there if it is set. See
    /// https://opentelemetry.io/docs/languages/sdk-configuration/otlp-exporter/.
    /// </summary>
    [ConfigurationKeyName(EndpointKey)]
    public string Endpoint { get; set; } = "";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Endpoint.Length > 0 && !(Uri.TryCreate(Endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            yield return new ValidationResult("It can't be read. Allowed: an absolute http or https address.", [nameof(Endpoint)]);
    }
}
