using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Pipeline.Testing.Llm;

/// <summary>What <see cref="FakeLlmServer"/> does with a request, in the words of OpenAI's API.</summary>
public sealed class FakeLlmAnswer
{
    private readonly Func<HttpContext, FakeLlmRequest, Task> act;

    private FakeLlmAnswer(Func<HttpContext, FakeLlmRequest, Task> act) => this.act = act;

    /// <summary>A comment that passes all checks and differs with the prompts.</summary>
    public static FakeLlmAnswer Comment { get; } = Writes(request => FakeComments.For(request.SystemPrompt + request.UserPrompt));

    /// <summary>Never answers; ends when the caller goes away or the server stops.</summary>
    public static FakeLlmAnswer Hangs { get; } = new((context, _) => Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted));

    /// <summary>Takes the request and cuts the connection.</summary>
    public static FakeLlmAnswer CutsOff { get; } = new((context, _) =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    public static FakeLlmAnswer Unauthorized { get; } = Error(401, "Incorrect API key provided: {key}.", "invalid_request_error", "invalid_api_key");

    public static FakeLlmAnswer OutOfQuota { get; } = Error(429, "You exceeded your current quota.", "insufficient_quota", "insufficient_quota");

    public static FakeLlmAnswer ContextTooLong { get; } = Error(400, "This model's maximum context length is 8192 tokens.", "invalid_request_error", "context_length_exceeded");

    /// <summary>Answers with this text, and so many tokens counted; null counts: no usage in the answer.</summary>
    public static FakeLlmAnswer Text(string text, int? inputTokens = 812, int? outputTokens = 95, string finishReason = "stop", string? reasoning = null, string? refusal = null) =>
        Json(200, request => Completion(request.Model, text, inputTokens, outputTokens, finishReason, reasoning, refusal));

    /// <summary>Answers with a text made from the request.</summary>
    public static FakeLlmAnswer Writes(Func<FakeLlmRequest, string> write) => Json(200, request => Completion(request.Model, write(request), 812, 95, "stop", null, null));

    /// <summary>429 with this <c>Retry-After</c>, in seconds or as a date.</summary>
    public static FakeLlmAnswer RateLimited(string? retryAfter = null) => Error(429, "Rate limit reached.", "requests", "rate_limit_exceeded", retryAfter);

    /// <summary>An error in OpenAI's form. <c>{key}</c> in the message is replaced by the key that was sent, as some servers do.</summary>
    public static FakeLlmAnswer Error(int status, string message, string type = "server_error", string? code = null, string? retryAfter = null) => new(async (context, request) =>
    {
        var key = request.Authorization?.Replace("Bearer ", "", StringComparison.Ordinal);
        if (retryAfter is not null) context.Response.Headers.RetryAfter = retryAfter;
        await WriteAsync(context, status, JsonSerializer.Serialize(new { error = new { message = message.Replace("{key}", key, StringComparison.Ordinal), type, code } }));
    });

    /// <summary>Answers with exactly this body.</summary>
    public static FakeLlmAnswer Raw(int status, string body, string contentType = "application/json") => new((context, _) => WriteAsync(context, status, body, contentType));

    /// <summary>Answers with a redirect.</summary>
    public static FakeLlmAnswer Redirect(string location) => new((context, _) =>
    {
        context.Response.Redirect(location);
        return Task.CompletedTask;
    });

    /// <summary>Waits until the test completes <paramref name="gate"/>, then does this.</summary>
    public FakeLlmAnswer After(Task gate) => new(async (context, request) =>
    {
        await gate.WaitAsync(context.RequestAborted);
        await act(context, request);
    });

    /// <summary>Waits this long, then does this: for benchmarks, and for proofs about transactions with a slow model.</summary>
    public FakeLlmAnswer After(TimeSpan latency, TimeProvider? clock = null) => After(_ => latency, clock);

    /// <summary>Waits as long as this request is said to take, then does this.</summary>
    public FakeLlmAnswer After(Func<FakeLlmRequest, TimeSpan> latency, TimeProvider? clock = null) => new(async (context, request) =>
    {
        await Task.Delay(latency(request), clock ?? TimeProvider.System, context.RequestAborted);
        await act(context, request);
    });

    internal Task ActAsync(HttpContext context, FakeLlmRequest request) => act(context, request);

    private static FakeLlmAnswer Json(int status, Func<FakeLlmRequest, object> body) => new((context, request) => WriteAsync(context, status, JsonSerializer.Serialize(body(request))));

    private static Task WriteAsync(HttpContext context, int status, string body, string contentType = "application/json")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body, context.RequestAborted);
    }

    private static Dictionary<string, object?> Completion(string model, string text, int? inputTokens, int? outputTokens, string finishReason, string? reasoning, string? refusal)
    {
        var message = new Dictionary<string, object?> { ["role"] = "assistant", ["content"] = text };
        if (reasoning is not null) message["reasoning_content"] = reasoning;
        if (refusal is not null) message["refusal"] = refusal;
        var completion = new Dictionary<string, object?>
        {
            ["id"] = $"chatcmpl-{Guid.NewGuid():N}",
            ["object"] = "chat.completion",
            ["created"] = 1_760_000_000,
            ["model"] = model,
            ["choices"] = new[] { new { index = 0, message, finish_reason = finishReason } },
        };
        if (inputTokens is not null) completion["usage"] = new { prompt_tokens = inputTokens, completion_tokens = outputTokens, total_tokens = inputTokens + outputTokens };
        return completion;
    }
}
