using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Pipeline.Gateway.Tests.Fixture;

/// <summary>Talks to the API as a client outside this project would: text over HTTP.</summary>
public sealed class ApiClient(Uri address, string? token)
{
    private static readonly HttpClient Http = new();

    /// <summary>Whose client it is.</summary>
    public Guid UserId { get; init; }

    public string? Token => token;

    public Task<ApiAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<ApiAnswer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public Task<ApiAnswer> PostAsync(string path, JsonNode? body = null) => SendAsync(HttpMethod.Post, path, body?.ToJsonString());

    public Task<ApiAnswer> PatchAsync(string path, JsonNode body) => SendAsync(HttpMethod.Patch, path, body.ToJsonString());

    /// <summary>Sends a body as it is; <paramref name="path"/> below the API's prefix, or from the root with two slashes.</summary>
    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, string? body = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(method, new Uri(address, path.StartsWith("//", StringComparison.Ordinal) ? path[1..] : $"/api/v1{path}"));
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, contentType);

        // As curl does: who is refused for a body's length hears so before sending it.
        request.Headers.ExpectContinue = body?.Length > 1_000_000;
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return await ApiAnswer.ReadAsync(response);
    }
}

/// <summary>What the API answered.</summary>
public sealed record ApiAnswer(HttpStatusCode Status, HttpResponseHeaders Headers, string? ContentType, string Text)
{
    public JsonNode Body => JsonNode.Parse(Text)!;

    public Guid Id => Body["id"]!.GetValue<Guid>();

    /// <summary>The methods that the route has.</summary>
    public IReadOnlyCollection<string> Allow { get; private init; } = [];

    public string? Detail => Body["detail"]?.GetValue<string>();

    public JsonArray Items => Body["items"]!.AsArray();

    public JsonNode? this[string name] => Body[name];

    public static async Task<ApiAnswer> ReadAsync(HttpResponseMessage response) => new(
        response.StatusCode, response.Headers, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync())
    {
        Allow = [.. response.Content.Headers.Allow],
    };

    /// <summary>The messages about a field; empty: nothing is said about it.</summary>
    public string About(string field) => string.Join(" ", Body["errors"]?[field]?.AsArray().Select(message => message!.GetValue<string>()) ?? []);

    /// <summary>This answer, if it has the status that is expected.</summary>
    public ApiAnswer Is(HttpStatusCode expected)
    {
        if (Status != expected) Assert.Fail($"Expected {(int)expected} {expected}, got {(int)Status} {Status}: {Text}");
        return this;
    }

    /// <summary>This answer, if it is problem details of the status that is expected.</summary>
    public ApiAnswer IsProblem(HttpStatusCode expected)
    {
        Is(expected);
        Assert.Equal("application/problem+json", ContentType);
        foreach (var name in new[] { "type", "title", "detail", "traceId" }) Assert.False(string.IsNullOrWhiteSpace(Body[name]?.GetValue<string>()), $"{name} is missing: {Text}");
        Assert.Equal((int)expected, Body["status"]!.GetValue<int>());
        return this;
    }
}
