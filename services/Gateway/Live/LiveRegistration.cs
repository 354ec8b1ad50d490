using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Gateway.Live;

/// <summary>What keeps screens live.</summary>
public static class LiveRegistration
{
    /// <summary>Registers the feed and the ear on the bus that rings it.</summary>
    public static IHostApplicationBuilder AddLiveFeed(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddPipelineOptions<LiveOptions>(LiveOptions.Section);
        builder.Services.AddSingleton<LiveFeed>();
        builder.Services.AddSingleton<LiveRefreshes>();
        builder.Services.AddSingleton<ProcessOwners>();
        builder.Services.AddPipelineConsumer<LiveConsumer, LiveConsumerDefinition>();
        return builder;
    }
}
