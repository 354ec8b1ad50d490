using System.Data.Common;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Faults;
using Pipeline.Hosting.Health;
using Pipeline.Hosting.Logging;
using Pipeline.Hosting.Secrets;
using Pipeline.Hosting.Telemetry;

namespace Pipeline.Hosting;

/// <summary>What every service has in common: its <c>Program.cs</c> calls this first, and <c>AddPipelineBus</c> last.</summary>
/// <example>
/// <code>
/// var builder = WebApplication.CreateBuilder(args);
/// builder.AddPipelineHost("discovery");
/// builder.AddDiscovery();
/// builder.AddPipelineBus();
/// var app = builder.Build();
/// app.MapPipelineHost();
/// return await app.RunPipelineHostAsync();
/// </code>
/// </example>
public static class PipelineHost
{
    /// <summary>How much longer than the host's own limit a stop may take.</summary>
    private static readonly TimeSpan StopMargin = TimeSpan.FromSeconds(10);

    /// <summary>Configuration, logging, telemetry, health, secrets and the clock.</summary>
    /// <param name="builder">The host being built.</param>
    /// <param name="service">The service's name in lower case, e.g. <c>discovery</c>.</param>
    public static IHostApplicationBuilder AddPipelineHost(this IHostApplicationBuilder builder, string service)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(service);
        builder.AddPipelineLogging();
        builder.ConfigureContainer(new DefaultServiceProviderFactory(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }));
        builder.Services.AddSingleton(new ServiceIdentity(service, ServiceVersion.Current));
        builder.Services.AddSingleton<HostExit>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddPipelineOptions<CrashPointOptions>(CrashPointOptions.Section);
        builder.Services.AddHostedService<CrashPointArming>();
        builder.AddPipelineTelemetry(service);
        builder.AddPipelineOptions<MemoryOptions>(MemoryOptions.Section);
        builder.Services.AddSingleton<MemoryGauge>();
        builder.Services.AddHealthChecks().AddCheck<StoppingCheck>("work");
        builder.Services.PostConfigure<HealthCheckServiceOptions>(PatientCheck.LimitAll);
        builder.AddPipelineOptions<SecretsOptions>(SecretsOptions.Section);
        builder.Services.AddSingleton<SecretProtector>();
        return builder;
    }

    /// <summary>The routes of every service: <c>/health/live</c>, <c>/health/ready</c>, <c>/health/memory</c>, <c>/metrics</c>.</summary>
    public static IEndpointRouteBuilder MapPipelineHost(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        routes.MapPipelineHealth();
        routes.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous();
        return routes;
    }

    /// <summary>
    /// Runs until it is told to stop: SIGTERM or Ctrl-C lets it finish what it has in hand, a second one ends it at once. A bad configuration,
    /// a database that can't be used, and being stopped before it had started, end it without a stack trace; a stop that hangs ends it without the rest.
    /// </summary>
    /// <returns>The process's exit code: 0, or one of <see cref="HostExit"/>.</returns>
    public static Task<int> RunPipelineHostAsync(this WebApplication app) => app.RunPipelineHostAsync(Environment.Exit);

    /// <param name="app">The service.</param>
    /// <param name="end">Ends the process with a code, whichever of its threads still run: returning from Main waits for them.</param>
    internal static async Task<int> RunPipelineHostAsync(this WebApplication app, Action<int> end)
    {
        ArgumentNullException.ThrowIfNull(app);
        var exit = app.Services.GetRequiredService<HostExit>();
        var started = app.Lifetime.ApplicationStarted;
        using var signals = new HostSignals(app.Lifetime, end);
        var limit = app.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout + StopMargin;
        var stuck = StuckAsync(limit, app.Services.GetRequiredService<TimeProvider>(), app.Lifetime.ApplicationStopping);
        try
        {
            var run = RunAsync(app);
            if (await Task.WhenAny(run, stuck) == run)
            {
                await run;
            }
            else
            {
                await Console.Error.WriteLineAsync($"The stop has lasted for longer than {limit.TotalSeconds:0} s: the process ends without the rest.");
                end(exit.Code);
            }

            return exit.Code;
        }
        catch (OptionsValidationException wrong)
        {
            return await RefuseAsync([wrong]);
        }
        catch (AggregateException several) when (several.InnerExceptions.All(wrong => wrong is OptionsValidationException))
        {
            return await RefuseAsync(several.InnerExceptions.Cast<OptionsValidationException>());
        }
        catch (RabbitMqConnectionException refused) when (!refused.IsTransient)
        {
            await Console.Error.WriteLineAsync($"Configuration: RabbitMq__Uri: RabbitMQ refused the login. {refused.Message}");
            return HostExit.BadConfiguration;
        }
        catch (DbException unreachable) when (!started.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"The database can't be used: {unreachable.Message}. It is looked for again with the next start.");
            return HostExit.DatabaseUnavailable;
        }
    }

    private static async Task RunAsync(WebApplication app)
    {
        await using var ended = app;
        try
        {
            await app.StartAsync();
        }
        catch (Exception) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return; // Told to stop while it still waited for the broker: what the interrupted start complains of tells nothing.
        }

        await app.WaitForShutdownAsync();
    }

    /// <summary>Ends when a stop has lasted for longer than all that it may wait for: then the process ends without the rest.</summary>
    private static async Task StuckAsync(TimeSpan limit, TimeProvider clock, CancellationToken stopping)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (stopping.Register(told.SetResult)) await told.Task;
        await Task.Delay(limit, clock, CancellationToken.None);
    }

    private static async Task<int> RefuseAsync(IEnumerable<OptionsValidationException> wrong)
    {
        foreach (var failure in wrong.SelectMany(options => options.Failures).Distinct(StringComparer.Ordinal))
            await Console.Error.WriteLineAsync($"Configuration: {failure}");
        return HostExit.BadConfiguration;
    }
}
