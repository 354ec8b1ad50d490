using System.Net;
using System.Text.Json.Nodes;
using Pipeline.Gateway.Tests.Fixture;

namespace Pipeline.Gateway.Tests.Sites;

[Collection<Embedded>]
public sealed class SitesEmbedded(EmbeddedGateway gateway) : SitesTests(gateway);

[Collection<InProduction>]
public sealed class SitesInProduction(ProductionGateway gateway) : SitesTests(gateway);

public abstract class SitesTests(GatewayFixture gateway)
{
    [Fact]
    public async Task A_site_is_made_read_changed_and_deleted()
    {
        var api = await gateway.UserAsync();
        var made = (await api.PostAsync("/sites", Bodies.Site())).Is(HttpStatusCode.Created);
        Assert.Equal($"/api/v1/sites/{made.Id}", made.Headers.Location?.ToString());
        Assert.Equal(made.Text, (await api.GetAsync($"/sites/{made.Id}")).Text);
        var changed = (await api.PatchAsync($"/sites/{made.Id}", new JsonObject { ["settings"] = new JsonObject { ["burst"] = 9 } })).Is(HttpStatusCode.OK);
        Assert.Equal("""{"requestsPerSecond":2,"burst":9}""", changed["settings"]!.ToJsonString());
        (await api.DeleteAsync($"/sites/{made.Id}")).Is(HttpStatusCode.NoContent);
        (await api.GetAsync($"/sites/{made.Id}")).IsProblem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_site_has_the_contracts_members()
    {
        var api = await gateway.UserAsync();
        var site = await api.PostAsync("/sites", Bodies.Site().Without("settings"));
        Assert.Equal(["id", "name", "kind", "baseUrl", "settings", "createdAt", "updatedAt"], site.Body.AsObject().Select(member => member.Key));
        Assert.Equal("""{"requestsPerSecond":2,"burst":5}""", site["settings"]!.ToJsonString());
        Assert.EndsWith("Z", site["createdAt"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name", null, "name")]
    [InlineData("kind", "gopher", "kind")]
    [InlineData("kind", "wordpress", "kind")]
    [InlineData("kind", null, "kind")]
    [InlineData("baseUrl", "not an address", "baseUrl")]
    [InlineData("baseUrl", "ftp://site.example/", "baseUrl")]
    [InlineData("baseUrl", "https://user:pass@site.example/", "baseUrl")]
    [InlineData("settings.burst", 0, "settings.burst")]
    [InlineData("settings.requestsPerSecond", 100000, "settings.requestsPerSecond")]
    public async Task What_cannot_be_is_refused_by_field(string path, object? value, string field)
    {
        var api = await gateway.UserAsync();
        var refused = (await api.PostAsync("/sites", Bodies.Site().With(path, JsonValue.Create(value)))).IsProblem(HttpStatusCode.UnprocessableEntity);
        Assert.NotEmpty(refused.About(field));
        Assert.Contains(field, refused.Detail, StringComparison.Ordinal);
        Assert.Empty((await api.GetAsync("/sites")).Items);
    }

    [Theory]
    [Trait("Promise", "P-SSRF")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://169.254.169.254/")]
    [InlineData("http://0x7f.1/")]
    public async Task An_internal_address_is_refused_with_the_key_that_would_allow_it(string address)
    {
        var api = await gateway.UserAsync();
        var refused = (await api.PostAsync("/sites", Bodies.Site().With("baseUrl", address))).IsProblem(HttpStatusCode.UnprocessableEntity);
        Assert.NotEmpty(refused.About("baseUrl"));
        if (!address.Contains("0x", StringComparison.Ordinal)) Assert.Contains("Http__AllowedInternalHosts", refused.About("baseUrl"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_in_use_says_who_uses_it()
    {
        var api = await gateway.UserAsync();
        var parts = await api.PartsAsync();
        await api.AddAsync("/monitoring-processes", parts.Body);
        var refused = (await api.DeleteAsync($"/sites/{parts.Site}")).IsProblem(HttpStatusCode.Conflict);
        Assert.Contains("'Klasse 4a'", refused.Detail, StringComparison.Ordinal);
        Assert.Contains("'lehrer.a'", refused.Detail, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Promise", "P-SECRET")]
    public async Task The_address_does_not_move_to_another_host_with_passwords_given_for_the_old_one()
    {
        var api = await gateway.UserAsync();
        var site = await api.AddAsync("/sites", Bodies.Site());
        var account = await api.AddAsync("/accounts", Bodies.Account(site));
        var move = new JsonObject { ["baseUrl"] = "https://elsewhere.example/" };
        Assert.Contains("'lehrer.a'", (await api.PatchAsync($"/sites/{site}", move)).IsProblem(HttpStatusCode.Conflict).Detail, StringComparison.Ordinal);
        (await api.PatchAsync($"/accounts/{account}", new JsonObject { ["password"] = null })).Is(HttpStatusCode.OK);
        Assert.Equal("https://elsewhere.example/", (await api.PatchAsync($"/sites/{site}", move)).Is(HttpStatusCode.OK)["baseUrl"]!.GetValue<string>());
    }

    [Fact]
    public async Task Its_kind_stays()
    {
        var api = await gateway.UserAsync();
        var site = await api.AddAsync("/sites", Bodies.Site());
        Assert.NotEmpty((await api.PatchAsync($"/sites/{site}", new JsonObject { ["kind"] = "feed" })).IsProblem(HttpStatusCode.UnprocessableEntity).About("kind"));
    }

    [Fact]
    public async Task A_worker_tries_the_site()
    {
        var api = await gateway.UserAsync();
        var site = await api.AddAsync("/sites", Bodies.Site());
        await StandInWorker.AliveAsync(gateway.Services, "discovery");
        var tested = (await api.PostAsync($"/sites/{site}/test")).Is(HttpStatusCode.OK);
        Assert.Equal("""{"ok":true,"message":"It answers."}""", tested.Text);
    }
}
