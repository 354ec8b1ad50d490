using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Stages;
using Pipeline.SiteAccess;

namespace Pipeline.Discovery;

/// <summary>Registers the Discovery stage.</summary>
public static class DiscoveryRegistration
{
    public static IHostApplicationBuilder AddDiscovery(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddPipelineOptions<DiscoveryOptions>(DiscoveryOptions.Section);
        builder.AddPipelineStage("discovery");
        builder.Services.AddSiteAccess();
        builder.Services.AddSingleton<IndexReader>();
        builder.Services.AddSingleton<DiscoveryWorks>();
        builder.Services.AddSingleton<DiscoveryFinder>();
        builder.Services.AddSingleton<DiscoveryRun>();
        builder.Services.AddPipelineConsumer<DiscoveryConsumer, DiscoveryConsumerDefinition>();
        builder.Services.AddPipelineConsumer<TestAccountConsumer, TestAccountConsumerDefinition>();
        builder.Services.AddPipelineConsumer<TestSiteConsumer, TestSiteConsumerDefinition>();
        return builder;
    }
}
