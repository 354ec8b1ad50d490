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

    [Fact]
    public async Task A_method_that_the_route_lacks_is_405()
    {
        var refused = (await (await gateway.UserAsync()).SendAsync(HttpMethod.Put, "/sites", Good)).IsProblem(HttpStatusCode.MethodNotAllowed);
        Assert.Contains("POST", refused.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_a_mebibyte_is_413()
    {
        var body = Bodies.Site(new string('x', 1 << 20)).ToJsonString();
        (await (await gateway.UserAsync()).SendAsync(HttpMethod.Post, "/sites", body)).IsProblem(HttpStatusCode.RequestEntityTooLarge);
    }

    private static string Told(ApiAnswer refused) => $"{refused.Detail} {(refused.Body["errors"] is null ? "" : "body")}";
}
