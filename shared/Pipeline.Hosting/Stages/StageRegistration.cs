using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Pipeline.Hosting.Database;

namespace Pipeline.Hosting.Stages;

/// <summary>Registers what all stages share.</summary>
public static class StageRegistration
{
    /// <summary>A stage that runs in this process.</summary>
    /// <param name="builder">The host being built.</param>
    /// <param name="service">Its service's name.</param>
    public static IHostApplicationBuilder AddPipelineStage(this IHostApplicationBuilder builder, string service)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(new HostedStage(service));
        builder.Services.TryAddSingleton<LeaseKeeper>();
        builder.Services.TryAddSingleton<StageBells>();
        builder.Services.TryAddSingleton<StageTroubles>();
        return builder;
    }
}
