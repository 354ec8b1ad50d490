using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Stages;
using Pipeline.SiteAccess;

namespace Pipeline.Preparation;

/// <summary>Registers the Preparation stage.</summary>
public static class PreparationRegistration
{
    public static IHostApplicationBuilder AddPreparation(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddPipelineOptions<PreparationOptions>(PreparationOptions.Section);
        builder.AddPipelineStage("preparation");
        builder.Services.AddSiteAccess();
        builder.Services.AddSingleton<ArticleFetcher>();
        builder.Services.AddSingleton<ArticlePreparer>();
        builder.Services.AddPipelineConsumer<PreparationConsumer, PreparationConsumerDefinition>();
        return builder;
    }
}
