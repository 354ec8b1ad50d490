using System.Collections.Concurrent;
using System.Net;

namespace Pipeline.Testing.Http;

/// <summary>
/// The outer edge of a test: answers the requests that the test registered and throws for every other one, so that no test can reach the network by accident.
/// Safe for requests at the same time.
/// </summary>
public sealed class RegisteredHttp : HttpMessageHandler
{
    private readonly ConcurrentDictionary<(HttpMethod Method, string Address), Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>> answers = new();
    private readonly ConcurrentQueue<string> requests = new();

    /// <summary>What was asked so far, in order: <c>GET https://example.org/a?b=c</c>.</summary>
    public IReadOnlyCollection<string> Requests => [.. requests];

    /// <summary>Registers an answer for a method and an absolute address with its query. A later one takes an earlier one's place.</summary>
    public RegisteredHttp On(HttpMethod method, string address, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        answers[(method, new Uri(address).AbsoluteUri)] = answer;
        return this;
    }

    /// <summary>Registers a body for a GET.</summary>
    public RegisteredHttp OnGet(string address, string body, string mediaType = "text/html", HttpStatusCode status = HttpStatusCode.OK) => On(
        HttpMethod.Get,
        address,
        (_, _) => Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body, System.Text.Encoding.UTF8, mediaType) }));

    /// <inheritdoc/>
    /// <exception cref="UnregisteredHttpException">Nobody registered this request.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!.AbsoluteUri;
        requests.Enqueue($"{request.Method} {address}");
        if (!answers.TryGetValue((request.Method, address), out var answer))
            throw new UnregisteredHttpException($"{request.Method} {address} is not registered. Registered: {string.Join(", ", answers.Keys)}");

        var response = await answer(request, cancellationToken);
        response.RequestMessage ??= request;
        return response;
    }
}
