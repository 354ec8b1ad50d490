using System.Net;
using Pipeline.Gateway.Tests.Fixture;

namespace Pipeline.Gateway.Tests.Conventions;

[Collection<Embedded>]
public sealed class UnknownIdsEmbedded(EmbeddedGateway gateway) : UnknownIds(gateway);

[Collection<InProduction>]
public sealed class UnknownIdsInProduction(ProductionGateway gateway) : UnknownIds(gateway);

public abstract class UnknownIds(GatewayFixture gateway)
{
    [Fact]
    public async Task Are_404_on_every_route()
    {
        var (api, id) = (await gateway.UserAsync(), Guid.CreateVersion7());
        foreach (var route in (await gateway.RoutesAsync()).Where(route => route.HasId))
            Assert.Contains($"{id}", (await route.CallAsync(api, id)).IsProblem(HttpStatusCode.NotFound).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_id_is_404_too()
    {
        var api = await gateway.UserAsync();
        (await api.GetAsync("/sites/4601")).IsProblem(HttpStatusCode.NotFound);
        Assert.Contains("/docs", (await api.GetAsync("/nothing-here")).IsProblem(HttpStatusCode.NotFound).Detail, StringComparison.Ordinal);
    }
}
