using System.Net;
using System.Text.Json.Nodes;
using Pipeline.Gateway.Tests.Fixture;

namespace Pipeline.Gateway.Tests.Conventions;

[Collection<Embedded>]
public sealed class MadeThingsEmbedded(EmbeddedGateway gateway) : MadeThings(gateway);

[Collection<InProduction>]
public sealed class MadeThingsInProduction(ProductionGateway gateway) : MadeThings(gateway);

/// <summary>What holds for everything that a POST makes.</summary>
public abstract class MadeThings(GatewayFixture gateway)
{
    public static TheoryData<string> Paths => ["/sites", "/accounts", "/llm-providers", "/prompt-templates", "/monitoring-processes"];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Are_answered_with_201_and_their_address(string path)
    {
        var (_, made) = await MadeAsync(path);
        Assert.Equal(($"/api/v1{path}/{made.Id}", "application/json"), (made.Headers.Location?.ToString(), made.ContentType));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Have_an_id_of_version_7_and_UTC_times(string path)
    {
        var (_, made) = await MadeAsync(path);
        Assert.Equal(7, made.Id.Version);
        foreach (var name in new[] { "createdAt", "updatedAt" })
        {
            Assert.EndsWith("Z", made[name]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.Equal(gateway.Database.Clock.GetUtcNow(), made[name]!.GetValue<DateTimeOffset>());
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Say_when_they_were_changed_last(string path)
    {
        var (api, made) = await MadeAsync(path);
        await gateway.Database.AdvanceAsync(TimeSpan.FromSeconds(1));
        var changed = (await api.PatchAsync($"{path}/{made.Id}", Change(path))).Is(HttpStatusCode.OK);
        Assert.Equal(made["createdAt"]!.ToJsonString(), changed["createdAt"]!.ToJsonString());
        Assert.Equal(gateway.Database.Clock.GetUtcNow(), changed["updatedAt"]!.GetValue<DateTimeOffset>());
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Stay_as_they_are_where_a_change_is_refused(string path)
    {
        var (api, made) = await MadeAsync(path);
        var refused = await api.PatchAsync($"{path}/{made.Id}", Change(path).With(path == "/accounts" ? "username" : "name", ""));
        refused.IsProblem(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(made.Text, (await api.GetAsync($"{path}/{made.Id}")).Text);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Are_gone_once_deleted(string path)
    {
        var (api, made) = await MadeAsync(path);
        (await api.DeleteAsync($"{path}/{made.Id}")).Is(HttpStatusCode.NoContent);
        (await api.DeleteAsync($"{path}/{made.Id}")).IsProblem(HttpStatusCode.NotFound);
        Assert.Empty((await api.GetAsync(path)).Items);
    }

    private async Task<(ApiClient Api, ApiAnswer Made)> MadeAsync(string path)
    {
        var api = await gateway.UserAsync();
        return (api, (await api.PostAsync(path, await BodyAsync(api, path))).Is(HttpStatusCode.Created));
    }

    private static async Task<JsonObject> BodyAsync(ApiClient api, string path) => path switch
    {
        "/sites" => Bodies.Site(),
        "/accounts" => Bodies.Account(await api.AddAsync("/sites", Bodies.Site())),
        "/llm-providers" => Bodies.OpenAi(),
        "/prompt-templates" => Bodies.Prompt(),
        _ => (await api.PartsAsync()).Body,
    };

    /// <summary>A change that is possible.</summary>
    private static JsonObject Change(string path) => path switch
    {
        "/accounts" => new() { ["displayName"] = "B" },
        "/prompt-templates" => new() { ["systemPrompt"] = "Du lobst." },
        "/sites" => new() { ["settings"] = new JsonObject { ["burst"] = 9 } },
        "/llm-providers" => new() { ["temperature"] = 0.2 },
        _ => new() { ["hideComments"] = true },
    };
}
