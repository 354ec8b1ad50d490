using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Stages;
using Pipeline.SiteAccess;

namespace Pipeline.Posting;

/// <summary>Registers the Posting stage.</summary>
public static class PostingRegistration
{
    public static IHostApplicationBuilder AddPosting(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddPipelineOptions<PostingOptions>(PostingOptions.Section);
        builder.AddPipelineStage("posting");
        builder.Services.AddSiteAccess();
        builder.Services.AddSingleton<PostingWorks>();
        builder.Services.AddSingleton<PostingPlan>();
        builder.Services.AddSingleton<PostingOutcomes>();
        builder.Services.AddSingleton<CommentSender>();
        builder.Services.AddSingleton<CommentReadBack>();
        builder.Services.AddSingleton<CommentPoster>();
        builder.Services.AddPipelineConsumer<PostingConsumer, PostingConsumerDefinition>();
        return builder;
    }
}
