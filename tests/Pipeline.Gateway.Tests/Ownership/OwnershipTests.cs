using System.Net;
using System.Text.Json.Nodes;
using Pipeline.Domain.Identity;
using Pipeline.Gateway.Tests.Fixture;

namespace Pipeline.Gateway.Tests.Ownership;

[Collection<Embedded>]
public sealed class OwnershipEmbedded(EmbeddedGateway gateway) : OwnershipTests(gateway);

[Collection<InProduction>]
public sealed class OwnershipInProduction(ProductionGateway gateway) : OwnershipTests(gateway);

/// <summary>What is somebody else's isn't there, whatever is asked and whoever asks.</summary>
[Trait("Promise", "P-PRIVATE")]
public abstract class OwnershipTests(GatewayFixture gateway)
{
    [Theory]
    [InlineData(UserRole.Operator)]
    [InlineData(UserRole.Admin)]
    public async Task Another_persons_things_are_404_on_every_route(UserRole role)
    {
        var (theirs, stranger) = (await PossessionsAsync(), await gateway.UserAsync(role));
        foreach (var route in (await gateway.RoutesAsync()).Where(route => route.HasId))
        {
            var id = theirs.IdFor(route.Path);
            var refused = (await route.CallAsync(stranger, id)).IsProblem(HttpStatusCode.NotFound);
            Assert.EndsWith($"{id} among yours.", refused.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task They_stay_as_they_were()
    {
        var (theirs, stranger) = (await PossessionsAsync(), await gateway.UserAsync());
        var before = await theirs.ReadAsync();
        foreach (var route in (await gateway.RoutesAsync()).Where(route => route.HasId)) await route.CallAsync(stranger, theirs.IdFor(route.Path));
        Assert.Equal(before, await theirs.ReadAsync());
    }

    [Fact]
    public async Task They_are_in_no_list_also_not_by_filter()
    {
        var (theirs, stranger) = (await PossessionsAsync(), await gateway.UserAsync());
        foreach (var path in theirs.Lists) Assert.Empty((await stranger.GetAsync(path)).Is(HttpStatusCode.OK).Items);
        foreach (var path in theirs.Lists) Assert.NotEmpty((await theirs.Scene.Api.GetAsync(path)).Is(HttpStatusCode.OK).Items);
    }

    [Theory]
    [InlineData("siteId")]
    [InlineData("llmProviderId")]
    [InlineData("accountIds")]
    [InlineData("promptTemplateIds")]
    public async Task A_process_cannot_refer_to_them(string field)
    {
        var (theirs, stranger) = (await PossessionsAsync(), await gateway.UserAsync());
        var body = (await stranger.PartsAsync()).Body;
        var own = (await stranger.PostAsync("/monitoring-processes", body)).Is(HttpStatusCode.Created);
        var reference = new JsonObject { [field] = theirs.Reference(field) };
        foreach (var refused in new[] { await stranger.PatchAsync($"/monitoring-processes/{own.Id}", reference), await stranger.PostAsync("/monitoring-processes", body.With(field, theirs.Reference(field))) })
            Assert.Contains("among yours", refused.IsProblem(HttpStatusCode.UnprocessableEntity).About(field), StringComparison.Ordinal);
        Assert.Single((await stranger.GetAsync("/monitoring-processes")).Items);
    }

    [Fact]
    public async Task An_account_cannot_be_added_to_their_site()
    {
        var (theirs, stranger) = (await PossessionsAsync(), await gateway.UserAsync());
        var refused = await stranger.PostAsync("/accounts", Bodies.Account(theirs.Scene.Process.SiteId, "stranger"));
        Assert.Contains("among yours", refused.IsProblem(HttpStatusCode.UnprocessableEntity).About("siteId"), StringComparison.Ordinal);
        Assert.Empty((await stranger.GetAsync("/accounts")).Items);
    }

    /// <summary>What is asked at the same moment is read together, with one's process, references and posting stop among others'.</summary>
    [Fact]
    public async Task Asked_at_the_same_moment_each_gets_what_is_their_own()
    {
        var scenes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ProcessScene.StoppedAsync(gateway)));
        var started = await Task.WhenAll(scenes.Select(scene => scene.OrderAsync("start")));
        Assert.Equal(scenes.Select(scene => scene.Id), started.Select(answer => answer.Is(HttpStatusCode.Accepted).Id));
        (await scenes[0].Api.SendAsync(HttpMethod.Put, "/posting-stop", new JsonObject { ["reason"] = "Visitors." }.ToJsonString())).Is(HttpStatusCode.OK);
        var pairs = scenes.SelectMany(asking => scenes.Select(asked => (Asking: asking, Asked: asked))).ToList();
        var answers = await Task.WhenAll(pairs.Select(async pair => (pair, Answer: await pair.Asking.Api.GetAsync(pair.Asked.Path))));
        Assert.All(answers, one =>
        {
            var (asking, asked) = one.pair;
            if (asking != asked)
            {
                one.Answer.IsProblem(HttpStatusCode.NotFound);
                return;
            }

            Assert.Equal((asked.Id, asked.Process.SiteId), (one.Answer.Is(HttpStatusCode.OK).Id, one.Answer["siteId"]!.GetValue<Guid>()));
            Assert.Equal(asked == scenes[0], one.Answer["warnings"]!.AsArray().Any(warning => warning!.GetValue<string>().Contains("Visitors.", StringComparison.Ordinal)));
        });
    }

    private async Task<Possessions> PossessionsAsync()
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        return new Possessions(scene, await scene.GeneratedAsync(), await scene.FirstRunAsync());
    }
}

/// <summary>One thing of each kind, all of one person.</summary>
internal sealed record Possessions(ProcessScene Scene, Guid Record, Guid Job)
{
    /// <summary>Lists that hold something of them.</summary>
    public IEnumerable<string> Lists =>
    [
        "/sites", "/accounts", $"/accounts?siteId={Scene.Process.SiteId}", "/llm-providers", "/prompt-templates", "/monitoring-processes",
        "/monitoring-processes/pipeline-status", "/article-records", $"/article-records?processId={Scene.Id}", $"/article-records?siteId={Scene.Process.SiteId}",
        $"/article-records?accountId={Scene.Process.AccountIds[0]}", "/jobs", $"/jobs?processId={Scene.Id}", $"/jobs/active?processId={Scene.Id}",
    ];

    private Dictionary<string, Guid> Ids { get; } = new()
    {
        ["sites"] = Scene.Process.SiteId,
        ["accounts"] = Scene.Process.AccountIds[0],
        ["llm-providers"] = Scene.Process.ProviderId,
        ["prompt-templates"] = Scene.Process.PromptIds[0],
        ["monitoring-processes"] = Scene.Id,
        ["article-records"] = Record,
        ["jobs"] = Job,
    };

    /// <summary>The id that a route is about.</summary>
    public Guid IdFor(string path) => Ids[path.Split('/')[1]];

    /// <summary>How a process would refer to it.</summary>
    public JsonNode Reference(string field) => field switch
    {
        "siteId" => Ids["sites"],
        "llmProviderId" => Ids["llm-providers"],
        "accountIds" => new JsonArray(Ids["accounts"]),
        _ => new JsonArray(Ids["prompt-templates"]),
    };

    /// <summary>Everything as its owner sees it.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync()
    {
        var seen = new List<string>();
        foreach (var (kind, id) in Ids) seen.Add((await Scene.Api.GetAsync($"/{kind}/{id}")).Is(HttpStatusCode.OK).Text);
        return seen;
    }
}
