using System.Net;
using System.Text.Json.Nodes;
using Pipeline.Gateway.Tests.Fixture;

namespace Pipeline.Gateway.Tests.Conventions;

[Collection<Embedded>]
public sealed class UnreadableRequestsEmbedded(EmbeddedGateway gateway) : UnreadableRequests(gateway);

[Collection<InProduction>]
public sealed class UnreadableRequestsInProduction(ProductionGateway gateway) : UnreadableRequests(gateway);

/// <summary>What can't be read is refused before anything happens.</summary>
public abstract class UnreadableRequests(GatewayFixture gateway)
{
    private const string Good = """{ "name": "A", "kind": "mymoment", "baseUrl": "https://a.example/" }""";

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{ \"name\": }")]
    [InlineData("{ 'name': 'A' }")]
    [InlineData(Good + " x")]
    [InlineData(Good + Good)]
    [InlineData("[" + Good + "]")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("{ \"name\": \"A\", \"name\": \"B\" }")]
    [InlineData("{ \"name\": \"\\ud800\" }")]
    public async Task Text_that_is_no_JSON_object_is_400(string body)
    {
        var api = await gateway.UserAsync();
        Assert.Contains("body", Told((await api.SendAsync(HttpMethod.Post, "/sites", body)).IsProblem(HttpStatusCode.BadRequest)), StringComparison.Ordinal);
        Assert.Empty((await api.GetAsync("/sites")).Items);
    }

    [Theory]
    [InlineData("/sites", "name", "5")]
    [InlineData("/sites", "kind", "true")]
    [InlineData("/accounts", "siteId", "\"4601\"")]
    [InlineData("/accounts", "password", "{}")]
    [InlineData("/llm-providers", "maxTokens", "\"400\"")]
    [InlineData("/llm-providers", "temperature", "true")]
    [InlineData("/prompt-templates", "systemPrompt", "[]")]
    [InlineData("/monitoring-processes", "accountIds", "\"x\"")]
    [InlineData("/monitoring-processes", "accountIds", "[\"x\"]", "accountIds[0]")]
    [InlineData("/monitoring-processes", "accountIds", "[null]", "accountIds[0]")]
    [InlineData("/monitoring-processes", "generateOnly", "\"yes\"")]
    [InlineData("/monitoring-processes", "schedule", "\"PT3M\"")]
    [InlineData("/monitoring-processes", "schedule", "{ \"interval\": 180 }", "schedule.interval")]
    [InlineData("/monitoring-processes", "filters", "{ \"categories\": [\"x\"] }", "filters.categories[0]")]
    [InlineData("/monitoring-processes", "limits", "{ \"recordsPerRun\": \"20\" }", "limits.recordsPerRun")]
    public async Task A_value_of_the_wrong_type_is_400_with_its_field(string path, string member, string json, string? field = null)
    {
        var api = await gateway.UserAsync();
        var body = new JsonObject { [member] = JsonNode.Parse(json) };
        Assert.Contains("ust", (await api.PostAsync(path, body)).IsProblem(HttpStatusCode.BadRequest).About(field ?? member), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/sites")]
    [InlineData("/accounts")]
    [InlineData("/llm-providers")]
    [InlineData("/prompt-templates")]
    [InlineData("/monitoring-processes")]
    public async Task An_unknown_field_is_told_rather_than_ignored(string path)
    {
        var api = await gateway.UserAsync();
        var refused = (await api.PostAsync(path, new JsonObject { ["nmae"] = "A" })).IsProblem(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("name", refused.About("nmae"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Content_that_is_no_JSON_is_415()
    {
        var api = await gateway.UserAsync();
        var refused = (await api.SendAsync(HttpMethod.Post, "/sites", Good, "text/plain")).IsProblem(HttpStatusCode.UnsupportedMediaType);
        Assert.Contains("application/json", refused.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT", "/sites", "GET, POST")]
    [InlineData("HEAD", "/sites", "GET, POST")]
    [InlineData("DELETE", "/sites", "GET, POST")]
    [InlineData("POST", "/sites/0198c5f0-7a3b-7c11-9d2e-3f4a5b6c7d8e", "DELETE, GET, PATCH")]
    [InlineData("GET", "/monitoring-processes/0198c5f0-7a3b-7c11-9d2e-3f4a5b6c7d8e/start", "POST")]
    [InlineData("POST", "/auth/me", "GET")]
    public async Task A_method_that_the_route_lacks_is_405_with_those_it_has(string method, string path, string possible)
    {
        var refused = (await (await gateway.UserAsync()).SendAsync(new HttpMethod(method), path)).Is(HttpStatusCode.MethodNotAllowed);
        Assert.Equal(possible.Split(", "), refused.Allow);
        if (method != "HEAD") Assert.Contains($"possible are: {possible}.", refused.IsProblem(HttpStatusCode.MethodNotAllowed).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/nothing-here")]
    [InlineData("PUT", "/sites/4601")]
    [InlineData("HEAD", "/sites/4601/nothing")]
    [InlineData("GET", "/")]
    [InlineData("DELETE", "/nothing/here.json")]
    public async Task A_route_that_there_is_not_is_404_by_any_method(string method, string path) =>
        (await (await gateway.UserAsync()).SendAsync(new HttpMethod(method), path)).Is(HttpStatusCode.NotFound);

    [Fact]
    public async Task More_than_a_mebibyte_is_413()
    {
        var body = Bodies.Site(new string('x', 1 << 20)).ToJsonString();
        (await (await gateway.UserAsync()).SendAsync(HttpMethod.Post, "/sites", body)).IsProblem(HttpStatusCode.RequestEntityTooLarge);
    }

    private static string Told(ApiAnswer refused) => $"{refused.Detail} {(refused.Body["errors"] is null ? "" : "body")}";
}
