using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using OpenAI;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Net;
using Pipeline.Domain.Providers;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace Pipeline.Generation.Llm.OpenAi;

/// <summary>
/// Writes with any endpoint that speaks OpenAI's chat completions (https://platform.openai.com/docs/api-reference/chat): OpenAI, Mistral, vLLM, LM Studio …
/// </summary>
internal sealed class OpenAiCommentWriter(IHttpClientFactory clients, IOptions<LlmOptions> options, TimeProvider clock) : ICommentWriter
{
    private const string OpenAiBaseUrl = "https://api.openai.com/v1";

    public LlmProviderKind Kind => LlmProviderKind.OpenAi;

    public async Task<WrittenComment> WriteAsync(WriterRequest request, CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        using var timeout = new CancellationTokenSource(options.Value.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            var response = await AskAsync(request, either.Token);
            return OpenAiAnswer.Read(response, request.Provider, clock.GetElapsedTime(started));
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw WriterException.Transient(ErrorKind.Timeout, $"The provider did not answer within {options.Value.Timeout.TotalSeconds:0} s (Llm:Timeout).");
        }
    }

    private async Task<ChatResponse> AskAsync(WriterRequest request, CancellationToken cancellation)
    {
        using var client = Connect(request);
        var messages = new[] { new ChatMessage(ChatRole.System, request.Prompt.System), new ChatMessage(ChatRole.User, request.Prompt.User) };
        try
        {
            return await client.GetResponseAsync(messages, OpenAiSettings.OptionsFor(request.Provider.Settings, IsOpenAi(request.Provider)), cancellation);
        }
        catch (Exception failure) when (BlockedAddressException.FindIn(failure) is { } blocked)
        {
            throw WriterException.Permanent(ErrorKind.Blocked, blocked.Message);
        }
        catch (ClientResultException failure)
        {
            throw OpenAiFailures.Translate(failure, request.Provider.ApiKey, clock);
        }
        catch (HttpRequestException failure)
        {
            throw OpenAiFailures.Translate(failure);
        }
        catch (Exception failure) when (failure is JsonException or ArgumentException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            // What the client library throws for answers that aren't what the API promises. It may quote them, and they may quote the key: it isn't passed on.
            throw WriterException.Transient(ErrorKind.InvalidOutput, $"The provider's answer could not be read: it isn't a chat completion ({failure.GetType().Name}).");
        }
    }

    private IChatClient Connect(WriterRequest request)
    {
        var (model, key) = (OpenAiSettings.Model(request.Provider.Settings.Model), OpenAiSettings.Key(request.Provider.ApiKey));
        var settings = new OpenAIClientOptions
        {
            Endpoint = OpenAiSettings.Address(request.Provider.Settings.BaseUrl ?? OpenAiBaseUrl),
            Transport = new PermittedTransport(clients.CreateClient(LlmHttp.ClientName), request.Permit, hasKey: key is not null),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            ClientLoggingOptions = new() { EnableLogging = false },
        };
        // The library demands a key; the transport takes the header away where there is none.
        return new OpenAI.Chat.ChatClient(model, new ApiKeyCredential(key ?? "none"), settings).AsIChatClient();
    }

    private static bool IsOpenAi(WriterProvider provider) => provider.Settings.BaseUrl is null || OpenAiSettings.Address(provider.Settings.BaseUrl).Host == "api.openai.com";
}
