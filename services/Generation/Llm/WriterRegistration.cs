using Microsoft.Extensions.DependencyInjection.Extensions;
using Pipeline.Domain.Net;
using Pipeline.Generation.Comments;
using Pipeline.Generation.Llm.Offline;
using Pipeline.Generation.Llm.OpenAi;
using Pipeline.Generation.Prompts;

namespace Pipeline.Generation.Llm;

/// <summary>Registers everything that comments are written with.</summary>
public static class WriterRegistration
{
    /// <summary>Adds <see cref="CommentGenerator"/>, the writers and their options (sections <c>Llm</c> and <c>Http</c>).</summary>
    public static IServiceCollection AddWriters(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LlmOptions>().Bind(configuration.GetSection(LlmOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<OutboundHttpOptions>().Bind(configuration.GetSection(OutboundHttpOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        LlmHttp.Register(services);
        services.AddSingleton<ICommentWriter, OpenAiCommentWriter>();
        services.AddSingleton<ICommentWriter, OfflineCommentWriter>();
        services.AddSingleton<WriterCatalog>();
        services.AddSingleton<PromptRenderer>();
        services.AddSingleton<CommentGenerator>();
        return services;
    }
}
