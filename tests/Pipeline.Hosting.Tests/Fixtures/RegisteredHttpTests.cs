using Pipeline.Testing.Http;

namespace Pipeline.Hosting.Tests.Fixtures;

public sealed class RegisteredHttpTests
{
    [Fact]
    public async Task Answers_what_is_registered()
    {
        using var http = new RegisteredHttp();
        using var client = new HttpClient(http.OnGet("https://example.org/a?b=c", "<p>Hallo</p>"));

        var body = await client.GetStringAsync(new Uri("https://example.org/a?b=c"), TestContext.Current.CancellationToken);

        Assert.Equal("<p>Hallo</p>", body);
        Assert.Equal(["GET https://example.org/a?b=c"], http.Requests);
    }

    [Theory]
    [InlineData("GET", "https://example.org/a")]
    [InlineData("POST", "https://example.org/a?b=c")]
    public async Task Throws_for_any_other_request(string method, string address)
    {
        using var http = new RegisteredHttp();
        using var client = new HttpClient(http.OnGet("https://example.org/a?b=c", ""));
        using var request = new HttpRequestMessage(new HttpMethod(method), address);

        var refused = await Assert.ThrowsAsync<UnregisteredHttpException>(() => client.SendAsync(request, TestContext.Current.CancellationToken));

        Assert.Contains($"{method} {address}", refused.Message, StringComparison.Ordinal);
    }
}
