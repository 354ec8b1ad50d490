using System.Net;
using System.Text.Json.Nodes;
using Pipeline.Domain.Identity;
using Pipeline.Gateway.Tests.Fixture;

namespace Pipeline.Gateway.Tests.Processes;

[Collection<Embedded>]
public sealed class PostingStopEmbedded(EmbeddedGateway gateway) : PostingStopTests(gateway);

[Collection<InProduction>]
public sealed class PostingStopInProduction(ProductionGateway gateway) : PostingStopTests(gateway);

/// <summary>The posting stop as people set it, see it and lift it.</summary>
[Trait("Promise", "P-STOP")]
public abstract class PostingStopTests(GatewayFixture gateway) : IAsyncLifetime
{
    private const string Route = "/posting-stop";
    private ApiClient _admin = null!;

    public async ValueTask InitializeAsync() => _admin = await gateway.UserAsync(UserRole.Admin);

    /// <summary>The gateway is shared: the next test posts.</summary>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        (await _admin.DeleteAsync(Route)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_operator_stops_their_own_and_says_why()
    {
        var (mine, other) = (await gateway.UserAsync(), await gateway.UserAsync());
        var stopped = (await PutAsync(mine, "Visitors in class.")).Is(HttpStatusCode.OK);
        Assert.Equal((true, "mine", "Visitors in class."), (stopped["active"]!.GetValue<bool>(), Text(stopped, "scope"), Text(stopped, "reason")));
        Assert.Equal(gateway.Database.Clock.GetUtcNow(), stopped["since"]!.GetValue<DateTimeOffset>());
        Assert.Equal(Text(await mine.GetAsync("/auth/me"), "email"), Text(stopped, "by"));
        Assert.False((await other.GetAsync(Route))["active"]!.GetValue<bool>());
    }

    [Fact]
    public async Task An_administrators_holds_for_everybody_and_only_they_can_lift_it()
    {
        var mine = await gateway.UserAsync();
        await PutAsync(_admin);
        var left = (await mine.DeleteAsync(Route)).Is(HttpStatusCode.OK);
        Assert.Equal((true, "installation", false), (left["active"]!.GetValue<bool>(), Text(left, "scope"), left["stops"]![0]!["liftable"]!.GetValue<bool>()));
        Assert.False((await _admin.DeleteAsync(Route)).Is(HttpStatusCode.OK)["active"]!.GetValue<bool>());
        Assert.False((await mine.GetAsync(Route))["active"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Repeated_it_stays_as_it_began_with_the_newest_reason()
    {
        var first = await PutAsync(_admin, "One.");
        await gateway.Database.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(first.Text, (await PutAsync(await gateway.UserAsync(UserRole.Admin))).Is(HttpStatusCode.OK).Text);
        var changed = await PutAsync(_admin, "Another.");
        Assert.Equal(("Another.", first["since"]!.ToString()), (Text(changed, "reason"), changed["since"]!.ToString()));
    }

    [Fact]
    public async Task Both_stops_are_told_the_widest_first()
    {
        var mine = await gateway.UserAsync();
        await PutAsync(mine, "Mine.");
        await PutAsync(_admin, "Everybody's.");
        var stops = (await mine.GetAsync(Route))["stops"]!.AsArray();
        Assert.Equal([("installation", "Everybody's."), ("mine", "Mine.")], stops.Select(stop => (stop!["scope"]!.GetValue<string>(), stop["reason"]!.GetValue<string>())));
    }

    [Fact]
    public async Task A_process_that_runs_warns_of_it()
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        await PutAsync(_admin, "Visitors in class.");
        Assert.Contains((await scene.GetAsync())["warnings"]!.AsArray(), warning => warning!.GetValue<string>() is var text && text.Contains("Posting is stopped by", StringComparison.Ordinal) && text.Contains("Visitors", StringComparison.Ordinal));
        await _admin.DeleteAsync(Route);
        Assert.DoesNotContain((await scene.GetAsync())["warnings"]!.AsArray(), warning => warning!.GetValue<string>().Contains("Posting is stopped", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_viewer_neither_sees_nor_changes_it()
    {
        var viewer = await gateway.UserAsync(UserRole.Viewer);
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Put, HttpMethod.Delete }) (await viewer.SendAsync(method, Route)).IsProblem(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_reason_without_end_is_refused_and_stops_nothing()
    {
        Assert.Contains("1000", (await PutAsync(_admin, new string('x', 1001))).IsProblem(HttpStatusCode.UnprocessableEntity).About("reason"), StringComparison.Ordinal);
        Assert.False((await _admin.GetAsync(Route))["active"]!.GetValue<bool>());
    }

    private static Task<ApiAnswer> PutAsync(ApiClient api, string? reason = null) =>
        api.SendAsync(HttpMethod.Put, Route, reason is null ? null : new JsonObject { ["reason"] = reason }.ToJsonString());

    private static string? Text(ApiAnswer answer, string name) => answer[name]?.GetValue<string>();
}
