using Microsoft.Extensions.Options;
using Pipeline.Domain.Net;
using Polly;
using Polly.Retry;

namespace Pipeline.Generation.Llm.OpenAi;

/// <summary>The HTTP client for providers: to permitted addresses only, a failed connection tried again, an answer never.</summary>
internal static class LlmHttp
{
    public const string ClientName = "llm";

    public static void Register(IServiceCollection services)
    {
        // The writer's own time-out counts. Nothing is logged by the client: its addresses are a user's, its headers hold keys.
        var client = services.AddHttpClient(ClientName, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => GuardedHttp.CreateHandler(provider.GetRequiredService<IOptions<OutboundHttpOptions>>().Value.Policy()))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        client.AddResilienceHandler("connect", (pipeline, context) =>
        {
            var options = context.ServiceProvider.GetRequiredService<IOptions<LlmOptions>>().Value;
            pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
            if (options.ConnectRetries > 0) pipeline.AddRetry(Retry(options));
        });
        client.AddHttpMessageHandler(() => new PermitHandler());
        client.AddHttpMessageHandler(() => new AnswerSizeHandler());
    }

    private static RetryStrategyOptions<HttpResponseMessage> Retry(LlmOptions options) => new()
    {
        MaxRetryAttempts = options.ConnectRetries,
        Delay = options.ConnectRetryDelay,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldHandle = arguments => ValueTask.FromResult(IsBeforeSending(arguments.Outcome.Exception)),
    };

    /// <summary>Only what failed before anything was sent: a request that left may have been paid for already.</summary>
    private static bool IsBeforeSending(Exception? failure) =>
        failure is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError }
        && BlockedAddressException.FindIn(failure) is null;
}
