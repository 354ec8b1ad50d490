using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Pipeline.Faults.Deployment;

/// <summary>Talks JSON over HTTP to the Gateway or to the demo site's control API, as a client outside this project would.</summary>
public sealed class PipelineApi : IDisposable
{
    // A loaded machine answers late, and a gateway that has just started compiles as it goes.
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http;

    public PipelineApi(Uri prefix, string? token = null)
    {
        _http = new HttpClient { BaseAddress = prefix, Timeout = AnswerLimit };
        if (token is not null) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Task<JsonNode> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<JsonNode> PostAsync(string path, JsonNode? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<JsonNode> PutAsync(string path, JsonNode? body = null) => SendAsync(HttpMethod.Put, path, body);

    public Task<JsonNode> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    /// <summary>Asks for something that may be refused, of a service that may be down; null: it was, or is.</summary>
    public async Task<JsonNode?> TryAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path);
            if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
            return response.IsSuccessStatusCode ? JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)) : null;
        }
        catch (Exception failure) when (failure is HttpRequestException or SocketException || (failure is TaskCanceledException && !TestContext.Current.CancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>Makes something; returns its id.</summary>
    public async Task<Guid> AddAsync(string path, JsonNode body) => (await PostAsync(path, body))["id"]!.GetValue<Guid>();

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, JsonNode? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (!response.IsSuccessStatusCode) Assert.Fail($"{method} {path}: {(int)response.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }
}
