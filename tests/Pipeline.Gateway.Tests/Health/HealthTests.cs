using System.Net;
using Pipeline.Gateway.Tests.Fixture;

namespace Pipeline.Gateway.Tests.Health;

[Collection<Embedded>]
public sealed class HealthEmbedded(EmbeddedGateway gateway) : HealthTests(gateway);

[Collection<InProduction>]
public sealed class HealthInProduction(ProductionGateway gateway) : HealthTests(gateway);

/// <summary>What orchestrators and operators ask, without signing in.</summary>
public abstract class HealthTests(GatewayFixture gateway)
{
    [Fact]
    public async Task It_lives() =>
        Assert.Equal(("live", "gateway"), await AskAsync("live", answer => (answer["status"]!.GetValue<string>(), answer["service"]!.GetValue<string>())));

    [Fact]
    [Trait("Promise", "P-READY")]
    public async Task It_is_ready_and_names_what_it_needs()
    {
        var ready = (await gateway.Client(null).GetAsync("//health/ready")).Is(HttpStatusCode.OK);
        Assert.Empty(ready["missing"]!.AsArray());
        Assert.All(["database", "bus"], name => Assert.Equal("ok", ready["dependencies"]![name]!["status"]!.GetValue<string>()));
    }

    [Fact]
    [Trait("Promise", "P-MEMORY")]
    public async Task It_knows_its_memory()
    {
        var memory = (await gateway.Client(null).GetAsync("//health/memory")).Is(HttpStatusCode.OK);
        Assert.Equal(["used", "limit", "ratio", "status"], memory.Body.AsObject().Select(member => member.Key));
        Assert.InRange(memory["used"]!.GetValue<long>(), 1, memory["limit"]!.GetValue<long>());
    }

    private async Task<T> AskAsync<T>(string route, Func<ApiAnswer, T> read) => read((await gateway.Client(null).GetAsync($"//health/{route}")).Is(HttpStatusCode.OK));
}
