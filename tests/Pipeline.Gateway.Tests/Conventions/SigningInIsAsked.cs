using System.Net;
using System.Text.Json.Nodes;
using Pipeline.Domain.Identity;
using Pipeline.Gateway.Tests.Fixture;

namespace Pipeline.Gateway.Tests.Conventions;

[Collection<Embedded>]
public sealed class SigningInIsAskedEmbedded(EmbeddedGateway gateway) : SigningInIsAsked(gateway);

[Collection<InProduction>]
public sealed class SigningInIsAskedInProduction(ProductionGateway gateway) : SigningInIsAsked(gateway);

/// <summary>Nobody gets in without a token, and nobody does more than their role may.</summary>
public abstract class SigningInIsAsked(GatewayFixture gateway)
{
    [Theory]
    [Trait("Promise", "P-PRIVATE")]
    [InlineData(null, "Bearer")]
    [InlineData("not-a-token", "Bearer error=\"invalid_token\"")]
    public async Task By_every_route_but_the_login(string? token, string challenge)
    {
        foreach (var route in (await gateway.RoutesAsync()).Where(route => route.Path != "/auth/login"))
        {
            var refused = (await route.CallAsync(gateway.Client(token), Guid.CreateVersion7())).IsProblem(HttpStatusCode.Unauthorized);
            Assert.Equal(challenge, refused.Headers.WwwAuthenticate.ToString());
            Assert.Contains("POST /api/v1/auth/login", refused.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Also_where_the_body_is_unreadable() =>
        (await gateway.Client(null).SendAsync(HttpMethod.Post, "/sites", "{", "text/plain")).IsProblem(HttpStatusCode.Unauthorized);

    [Fact]
    [Trait("Promise", "P-PRIVATE")]
    public async Task A_viewer_reads_and_changes_nothing()
    {
        var viewer = await gateway.UserAsync(UserRole.Viewer);
        (await viewer.GetAsync("/sites")).Is(HttpStatusCode.OK);
        foreach (var route in (await gateway.RoutesAsync()).Where(route => route.Method != HttpMethod.Get && !route.Path.StartsWith("/auth/", StringComparison.Ordinal)))
            Assert.Contains("viewer", (await route.CallAsync(viewer, Guid.CreateVersion7())).IsProblem(HttpStatusCode.Forbidden).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_configured_administrator_has_a_token()
    {
        var me = (await gateway.Client(GatewayHost.AdminToken).GetAsync("/auth/me")).Is(HttpStatusCode.OK);
        Assert.Equal((GatewayHost.AdminEmail, "admin"), (me["email"]!.GetValue<string>(), me["role"]!.GetValue<string>()));
        (await gateway.Client(GatewayHost.AdminToken).PostAsync("/auth/logout", new JsonObject())).IsProblem(HttpStatusCode.Conflict);
    }
}
