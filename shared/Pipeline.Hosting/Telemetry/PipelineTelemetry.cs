using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Hosting.Telemetry;

/// <summary>Metrics for Prometheus on every service; traces and metrics over OTLP where a collector is configured.</summary>
public static class PipelineTelemetry
{
    /// <summary>Meters and activity sources whose name begins so are collected, e.g. <c>Pipeline.Discovery</c>.</summary>
    public const string MeterPrefix = "Pipeline.";

    private const string Ours = MeterPrefix + "*";
    private const string Bus = "MassTransit";
    private const string Database = "Npgsql";

    internal static void AddPipelineTelemetry(this IHostApplicationBuilder builder, string service)
    {
        builder.AddPipelineOptions<TelemetryOptions>("");
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService($"pipeline-{service}", serviceVersion: ServiceVersion.Current).AddEnvironmentVariableDetector())
            .WithMetrics(metrics => metrics
                .AddMeter(Ours, Bus, Database)
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddPrometheusExporter());
        if (!Uri.TryCreate(builder.Configuration[TelemetryOptions.EndpointKey], UriKind.Absolute, out _)) return;
        telemetry
            .WithTracing(traces => traces
                .AddSource(Ours, Bus, Database)
                .AddAspNetCoreInstrumentation(options => options.Filter = IsWorthATrace)
                .AddHttpClientInstrumentation())
            .UseOtlpExporter();
    }

    /// <summary>Probes and scrapes come every few seconds and tell nothing.</summary>
    private static bool IsWorthATrace(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal) &&
        !context.Request.Path.StartsWithSegments("/metrics", StringComparison.Ordinal);
}
