using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Pipeline.Testing.Llm;

/// <summary>
/// A provider that speaks OpenAI's chat completions over real HTTP on a free port. It answers every request with <see cref="FakeLlmAnswer.Comment"/>
/// unless told otherwise, and remembers what it was asked. A request for any other path gets a 404 and stands in <see cref="Unexpected"/>.
/// </summary>
public sealed class FakeLlmServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<FakeLlmRequest> requests = new();
    private readonly ConcurrentQueue<string> unexpected = new();
    private readonly ConcurrentQueue<FakeLlmAnswer> next = new();
    private readonly SemaphoreSlim arrived = new(0);
    private FakeLlmAnswer standing = FakeLlmAnswer.Comment;

    private FakeLlmServer(WebApplication app) => this.app = app;

    /// <summary>What to give as a provider's <c>baseUrl</c>.</summary>
    public string BaseUrl => Address + "/v1";

    /// <summary>Host and port, for <c>Http__AllowedInternalHosts</c>.</summary>
    public string Host => new Uri(Address).Authority;

    /// <summary>What it was asked so far, in order.</summary>
    public IReadOnlyList<FakeLlmRequest> Requests => [.. requests];

    /// <summary>Requests that no model endpoint gets: <c>GET /v1/models</c>.</summary>
    public IReadOnlyList<string> Unexpected => [.. unexpected];

    private string Address => app.Urls.Single();

    public static async Task<FakeLlmServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var server = new FakeLlmServer(app);
        app.Run(server.TakeAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>Answers the next requests with these, one each, in order.</summary>
    public FakeLlmServer Next(params FakeLlmAnswer[] answers)
    {
        foreach (var answer in answers) next.Enqueue(answer);
        return this;
    }

    /// <summary>Answers all further requests with this.</summary>
    public FakeLlmServer Always(FakeLlmAnswer answer)
    {
        Volatile.Write(ref standing, answer);
        return this;
    }

    /// <summary>Waits for a request that nobody has waited for yet.</summary>
    public Task ArrivedAsync(CancellationToken cancellation) => arrived.WaitAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        // Requests that hang end with the connection.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
        arrived.Dispose();
    }

    private async Task TakeAsync(HttpContext context)
    {
        if (context.Request is not { Method: "POST", Path.Value: "/v1/chat/completions" })
        {
            unexpected.Enqueue($"{context.Request.Method} {context.Request.Path}");
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var request = new FakeLlmRequest(context.Request.Headers.Authorization.FirstOrDefault(), body.RootElement.Clone());
        var answer = next.TryDequeue(out var queued) ? queued : Volatile.Read(ref standing);
        requests.Enqueue(request);
        arrived.Release();
        try
        {
            await answer.ActAsync(context, request);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone away, as a test wanted it to.
        }
    }
}
