using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Pipeline.Hosting.Health;

/// <summary>The routes that orchestrators and operators ask, without a login.</summary>
internal static class HealthEndpoints
{
    public static void MapPipelineHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").AllowAnonymous().ExcludeFromDescription();
        health.MapGet("/live", (ServiceIdentity service) => TypedResults.Ok(new LivenessReport("live", service.Name, service.Version)));
        health.MapGet("/ready", ReadyAsync);
        health.MapGet("/memory", (MemoryGauge memory) => TypedResults.Ok(memory.Read()));
    }

    private static async Task<JsonHttpResult<ReadinessReport>> ReadyAsync(HealthCheckService checks, ServiceIdentity service, CancellationToken cancellationToken)
    {
        var report = ReadinessReport.Of(await checks.CheckHealthAsync(cancellationToken), service);
        return TypedResults.Json(report, statusCode: report.Missing.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
