using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Pipeline.Testing.Http;

/// <summary>Talks JSON over HTTP to the Gateway or to the demo site's control API, as a client outside this project would.</summary>
public sealed class JsonApi : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly HttpClient _http;

    /// <summary>An API below an address, with a bearer token if it asks for one.</summary>
    /// <param name="prefix">With a slash at its end.</param>
    /// <param name="token">The token; null: none.</param>
    /// <param name="patience">How long to wait for an answer; null: 20 s.</param>
    public JsonApi(Uri prefix, string? token = null, TimeSpan? patience = null)
    {
        _http = new HttpClient { BaseAddress = prefix, Timeout = patience ?? Patience };
        if (token is not null) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Task<JsonNode> GetAsync(string path, CancellationToken cancellation) => SendAsync(HttpMethod.Get, path, null, cancellation);

    public Task<JsonNode> PostAsync(string path, JsonNode? body, CancellationToken cancellation) => SendAsync(HttpMethod.Post, path, body, cancellation);

    public Task<JsonNode> PutAsync(string path, JsonNode? body, CancellationToken cancellation) => SendAsync(HttpMethod.Put, path, body, cancellation);

    /// <summary>Makes something; returns its id.</summary>
    public async Task<Guid> AddAsync(string path, JsonNode body, CancellationToken cancellation) => (await PostAsync(path, body, cancellation))["id"]!.GetValue<Guid>();

    /// <summary>Tries until it succeeds, as a person would at a server that is being struck: refusals (4xx) are thrown at once.</summary>
    public async Task<JsonNode> UntilAsync(Func<JsonApi, Task<JsonNode>> call, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await call(this);
            }
            catch (HttpRequestException struck) when (struck.StatusCode is null or >= System.Net.HttpStatusCode.InternalServerError)
            {
                await Task.Delay(Pause, cancellation);
            }
            catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
            {
                await Task.Delay(Pause, cancellation);
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request, cancellation);
        var text = await response.Content.ReadAsStringAsync(cancellation);
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(text.Length > 0 ? text : "null") ?? new JsonObject()
            : throw new HttpRequestException($"{method} {path}: {(int)response.StatusCode} {text}", null, response.StatusCode);
    }
}
