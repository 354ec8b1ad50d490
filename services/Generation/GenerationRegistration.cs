using Microsoft.Extensions.Options;
using Pipeline.Generation.Llm;
using Pipeline.Generation.Trials;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Stages;

namespace Pipeline.Generation;

/// <summary>Registers the Generation stage.</summary>
public static class GenerationRegistration
{
    public static IHostApplicationBuilder AddGeneration(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddPipelineOptions<GenerationOptions>(GenerationOptions.Section);
        builder.AddPipelineStage("generation");
        builder.Services.AddWriters(builder.Configuration);
        builder.Services.AddSingleton<LlmTurn>();
        builder.Services.AddSingleton<ProviderKeys>();
        builder.Services.AddSingleton(services => new FairTurns(services.GetRequiredService<IOptions<GenerationOptions>>().Value.Concurrency));
        builder.Services.AddSingleton<GenerationWorks>();
        builder.Services.AddSingleton<RecordGenerator>();
        builder.Services.AddPipelineConsumer<GenerationConsumer, GenerationConsumerDefinition>();
        builder.Services.AddPipelineConsumer<TestProviderConsumer, TestProviderConsumerDefinition>();
        builder.Services.AddPipelineConsumer<PreviewCommentConsumer, PreviewCommentConsumerDefinition>();
        return builder;
    }
}
