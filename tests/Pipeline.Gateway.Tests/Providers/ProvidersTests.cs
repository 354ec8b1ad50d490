using System.Net;
using System.Text.Json.Nodes;
using Pipeline.Gateway.Tests.Fixture;

namespace Pipeline.Gateway.Tests.Providers;

[Collection<Embedded>]
public sealed class ProvidersEmbedded(EmbeddedGateway gateway) : ProvidersTests(gateway);

[Collection<InProduction>]
public sealed class ProvidersInProduction(ProductionGateway gateway) : ProvidersTests(gateway);

public abstract class ProvidersTests(GatewayFixture gateway)
{
    [Fact]
    public async Task A_provider_is_made_read_changed_and_deleted()
    {
        var api = await gateway.UserAsync();
        var made = (await api.PostAsync("/llm-providers", Bodies.Provider())).Is(HttpStatusCode.Created);
        Assert.Equal($"/api/v1/llm-providers/{made.Id}", made.Headers.Location?.ToString());
        Assert.Equal(made.Text, (await api.GetAsync($"/llm-providers/{made.Id}")).Is(HttpStatusCode.OK).Text);
        Assert.Equal("B", (await api.PatchAsync($"/llm-providers/{made.Id}", new JsonObject { ["name"] = "B" })).Is(HttpStatusCode.OK)["name"]!.GetValue<string>());
        (await api.DeleteAsync($"/llm-providers/{made.Id}")).Is(HttpStatusCode.NoContent);
        (await api.GetAsync($"/llm-providers/{made.Id}")).IsProblem(HttpStatusCode.NotFound);
    }

    [Fact]
    [Trait("Promise", "P-SECRET")]
    public async Task It_has_the_contracts_members_and_never_the_key()
    {
        var api = await gateway.UserAsync();
        var made = (await api.PostAsync("/llm-providers", Bodies.OpenAi())).Is(HttpStatusCode.Created);
        Assert.Equal(
            [
                "id", "name", "kind", "baseUrl", "model", "hasApiKey", "maxTokens", "temperature", "maxConcurrency", "inputPricePerMillion", "outputPricePerMillion",
                "currency", "createdAt", "updatedAt",
            ],
            made.Body.AsObject().Select(member => member.Key));
        Assert.True(made["hasApiKey"]!.GetValue<bool>());
        foreach (var answer in new[] { made, await api.GetAsync($"/llm-providers/{made.Id}"), await api.GetAsync("/llm-providers") })
            Assert.DoesNotContain("s3cret", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_said_is_kept()
    {
        var api = await gateway.UserAsync();
        var body = Bodies.OpenAi().With("maxTokens", 400).With("temperature", 0.7).With("maxConcurrency", 4)
            .With("inputPricePerMillion", 0.1m).With("outputPricePerMillion", 0.3m).With("currency", "EUR");
        var made = (await api.PostAsync("/llm-providers", body)).Is(HttpStatusCode.Created);
        foreach (var (name, value) in body.Without("apiKey")) Assert.Equal(value!.ToJsonString(), made[name]!.ToJsonString());
    }

    [Theory]
    [InlineData("name", "", "name")]
    [InlineData("kind", "gopher", "kind")]
    [InlineData("kind", "anthropic", "kind", "not available yet")]
    [InlineData("kind", "ollama", "kind", "not available yet")]
    [InlineData("kind", null, "kind")]
    [InlineData("model", null, "model")]
    [InlineData("baseUrl", "api.mistral.example", "baseUrl")]
    [InlineData("baseUrl", "ftp://api.mistral.example/v1", "baseUrl")]
    [InlineData("baseUrl", "https://api.mistral.example/v1?key=1", "baseUrl")]
    [InlineData("apiKey", "", "apiKey")]
    [InlineData("apiKey", "two words", "apiKey")]
    [InlineData("maxTokens", 0, "maxTokens")]
    [InlineData("maxTokens", 1.5, "maxTokens")]
    [InlineData("temperature", 2.1, "temperature")]
    [InlineData("maxConcurrency", 0, "maxConcurrency")]
    [InlineData("inputPricePerMillion", 1, "outputPricePerMillion")]
    [InlineData("outputPricePerMillion", -1, "outputPricePerMillion")]
    [InlineData("currency", "Franken", "currency")]
    public async Task What_cannot_be_is_refused_by_field(string path, object? value, string field, string told = "")
    {
        var api = await gateway.UserAsync();
        var refused = (await api.PostAsync("/llm-providers", Bodies.OpenAi().With(path, JsonValue.Create(value)))).IsProblem(HttpStatusCode.UnprocessableEntity);
        Assert.NotEmpty(refused.About(field));
        Assert.Contains(told, refused.About(field), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", refused.Text, StringComparison.Ordinal);
        Assert.Empty((await api.GetAsync("/llm-providers")).Items);
    }

    [Theory]
    [Trait("Promise", "P-SSRF")]
    [InlineData("http://127.0.0.1:11434/v1")]
    [InlineData("http://169.254.169.254/latest")]
    [InlineData("http://10.0.0.8/v1")]
    public async Task An_internal_address_is_refused_with_the_key_that_would_allow_it(string address)
    {
        var api = await gateway.UserAsync();
        var refused = (await api.PostAsync("/llm-providers", Bodies.OpenAi().With("baseUrl", address))).IsProblem(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("Http__AllowedInternalHosts", refused.About("baseUrl"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Promise", "P-SECRET")]
    public async Task The_key_does_not_move_to_another_host()
    {
        var api = await gateway.UserAsync();
        var provider = await api.AddAsync("/llm-providers", Bodies.OpenAi());
        var move = new JsonObject { ["baseUrl"] = "https://elsewhere.example/v1" };
        Assert.NotEmpty((await api.PatchAsync($"/llm-providers/{provider}", move)).IsProblem(HttpStatusCode.UnprocessableEntity).About("apiKey"));
        Assert.Equal("https://api.mistral.example/v1", (await api.GetAsync($"/llm-providers/{provider}"))["baseUrl"]!.GetValue<string>());
        (await api.PatchAsync($"/llm-providers/{provider}", move.With("apiKey", "sk-new"))).Is(HttpStatusCode.OK);
    }

    [Fact]
    [Trait("Promise", "P-SECRET")]
    public async Task A_key_stays_until_it_is_taken_away()
    {
        var api = await gateway.UserAsync();
        var provider = await api.AddAsync("/llm-providers", Bodies.OpenAi());
        Assert.True((await api.PatchAsync($"/llm-providers/{provider}", new JsonObject { ["model"] = "large" }))["hasApiKey"]!.GetValue<bool>());
        Assert.False((await api.PatchAsync($"/llm-providers/{provider}", new JsonObject { ["apiKey"] = null }))["hasApiKey"]!.GetValue<bool>());
    }

    [Fact]
    public async Task One_in_use_says_who_uses_it()
    {
        var api = await gateway.UserAsync();
        var parts = await api.PartsAsync();
        await api.AddAsync("/monitoring-processes", parts.Body);
        Assert.Contains("'Klasse 4a'", (await api.DeleteAsync($"/llm-providers/{parts.Provider}")).IsProblem(HttpStatusCode.Conflict).Detail, StringComparison.Ordinal);
        (await api.GetAsync($"/llm-providers/{parts.Provider}")).Is(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(true, "small answered within 0.4 s.")]
    [InlineData(false, "The provider refused the key.")]
    public async Task A_worker_tries_the_provider(bool ok, string message)
    {
        var api = await gateway.UserAsync();
        var provider = await api.AddAsync("/llm-providers", Bodies.OpenAi());
        await StandInWorker.AliveAsync(gateway.Services, "generation");
        gateway.Worker.Provider = new(ok, message);
        var tested = (await api.PostAsync($"/llm-providers/{provider}/test")).Is(HttpStatusCode.OK);
        Assert.Equal((ok, message), (tested["ok"]!.GetValue<bool>(), tested["message"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Without_a_worker_it_cannot_be_tried_now()
    {
        var api = await gateway.UserAsync();
        var provider = await api.AddAsync("/llm-providers", Bodies.OpenAi());
        await gateway.WithoutWorkersAsync();
        Assert.Contains("generation", (await api.PostAsync($"/llm-providers/{provider}/test")).IsProblem(HttpStatusCode.ServiceUnavailable).Detail, StringComparison.Ordinal);
    }
}
