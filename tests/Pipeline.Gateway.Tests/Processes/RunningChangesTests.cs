using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Gateway.Tests.Fixture;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Tests.Processes;

[Collection<Embedded>]
public sealed class RunningChangesEmbedded(EmbeddedGateway gateway) : RunningChangesTests(gateway);

[Collection<InProduction>]
public sealed class RunningChangesInProduction(ProductionGateway gateway) : RunningChangesTests(gateway);

/// <summary>Changes of a process that runs: its end, its next look and its planned posts move with them, at once.</summary>
public abstract class RunningChangesTests(GatewayFixture gateway)
{
    private const string Mondays = "0 0 8 ? * MON";

    private DateTime Now => gateway.Database.Clock.GetUtcNow().UtcDateTime;

    [Theory]
    [InlineData("PT4H", 4)]
    [InlineData("PT30M", 0.5)]
    public async Task The_end_moves_with_the_longest_duration(string duration, double hours)
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        var changed = await ChangeAsync(scene, new() { ["maxDuration"] = duration });
        Assert.Equal(At(changed, "startedAt").AddHours(hours), At(changed, "deadlineAt"));
    }

    [Fact]
    public async Task A_paused_process_follows_too()
    {
        var scene = await RestingAsync("interval", "PT10M");
        (await scene.OrderAsync("pause")).Is(HttpStatusCode.Accepted);
        await scene.StandsAsync("paused");
        var changed = await ChangeAsync(scene, new() { ["maxDuration"] = "PT4H", ["schedule"] = new JsonObject { ["interval"] = "PT3M" } });
        Assert.Equal((Now.AddHours(4), Now.AddMinutes(3)), (At(changed, "deadlineAt"), At(changed, "nextDiscoveryAt")));
    }

    [Fact]
    public async Task Every_three_minutes_does_not_wait_for_the_next_Monday()
    {
        var scene = await RestingAsync("cron", Mondays);
        Assert.Equal(DayOfWeek.Monday, At(await scene.GetAsync(), "nextDiscoveryAt").DayOfWeek);
        var began = Now;
        await gateway.Database.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(began.AddMinutes(3), At(await ScheduleAsync(scene, "interval", "PT3M"), "nextDiscoveryAt"));
    }

    [Fact]
    public async Task A_moment_that_has_passed_by_the_new_interval_is_now()
    {
        var scene = await RestingAsync("cron", Mondays);
        await gateway.Database.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(Now, At(await ScheduleAsync(scene, "interval", "PT3M"), "nextDiscoveryAt"));
    }

    [Fact]
    public async Task A_cron_expression_holds_from_now_on()
    {
        var scene = await RestingAsync("interval", "PT3M");
        await gateway.Database.AdvanceAsync(TimeSpan.FromMinutes(2));
        var next = At(await ScheduleAsync(scene, "cron", "0 0/30 * ? * *"), "nextDiscoveryAt");
        Assert.True(next > Now && next <= Now.AddMinutes(30) && next.Minute % 30 == 0, $"The next look is at {next:O}.");
    }

    [Fact]
    public async Task A_process_that_would_never_look_again_looks_again()
    {
        var scene = await ProcessScene.StoppedAsync(gateway);
        await ChangeAsync(scene, new() { ["schedule"] = new JsonObject { ["cron"] = $"{Now.AddMinutes(1):0 m H d M ? yyyy}", ["timeZone"] = "Etc/UTC" } });
        (await scene.OrderAsync("start")).Is(HttpStatusCode.Accepted);
        await gateway.Database.AdvanceAsync(TimeSpan.FromMinutes(2));
        await scene.EndRunAsync();
        Assert.Null((await scene.GetAsync())["nextDiscoveryAt"]);
        Assert.Equal(Now.AddMinutes(4), At(await ScheduleAsync(scene, "interval", "PT4M"), "nextDiscoveryAt"));
    }

    [Fact]
    public async Task A_shorter_interval_never_makes_it_wait_longer()
    {
        var scene = await RestingAsync("interval", "PT10M", found: false);
        var before = At(await scene.GetAsync(), "nextDiscoveryAt");
        Assert.True(At(await ScheduleAsync(scene, "interval", "PT5M"), "nextDiscoveryAt") < before);
    }

    [Fact]
    public async Task A_look_that_is_due_stays_due()
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        var due = At(await scene.GetAsync(), "nextDiscoveryAt");
        Assert.Equal(due, At(await ScheduleAsync(scene, "cron", Mondays), "nextDiscoveryAt"));
    }

    [Fact]
    public async Task Another_change_leaves_both_alone()
    {
        var scene = await RestingAsync("interval", "PT10M");
        var before = await scene.GetAsync();
        await gateway.Database.AdvanceAsync(TimeSpan.FromMinutes(11));
        var changed = await ChangeAsync(scene, new() { ["name"] = "Klasse 5b" });
        foreach (var name in new[] { "deadlineAt", "nextDiscoveryAt" }) Assert.Equal(At(before, name), At(changed, name));
    }

    [Fact]
    public async Task A_smaller_gap_between_posts_does_not_wait_for_what_was_planned_by_the_larger_one()
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        await GapAsync(scene, "PT10M");
        Assert.Equal([TimeSpan.Zero, TimeSpan.FromMinutes(10)], [await NextPostAsync(scene, 600), await NextPostAsync(scene, 600)]);
        await GapAsync(scene, "PT1S");
        Assert.Equal(TimeSpan.FromSeconds(1), await NextPostAsync(scene, 1));
    }

    [Fact]
    public async Task A_stopped_process_has_neither()
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        await scene.EndRunAsync();
        await scene.StopAsync();
        var changed = await ChangeAsync(scene, new() { ["maxDuration"] = "PT4H", ["schedule"] = new JsonObject { ["interval"] = "PT10M" } });
        foreach (var name in new[] { "deadlineAt", "nextDiscoveryAt" }) Assert.Null(changed[name]);
    }

    /// <summary>A running process between two looks.</summary>
    private async Task<ProcessScene> RestingAsync(string kind, string schedule, bool found = true)
    {
        var scene = await ProcessScene.StoppedAsync(gateway);
        await ScheduleAsync(scene, kind, schedule);
        (await scene.OrderAsync("start")).Is(HttpStatusCode.Accepted);
        await scene.EndRunAsync(found);
        return scene;
    }

    private static Task<ApiAnswer> GapAsync(ProcessScene scene, string gap) =>
        ChangeAsync(scene, new() { ["limits"] = new JsonObject { ["postsPerDay"] = null, ["minPostGap"] = gap } });

    /// <summary>Books the next post of the process's account, as Posting does; from now until then.</summary>
    private Task<TimeSpan> NextPostAsync(ProcessScene scene, int gap) => gateway.Services.GetRequiredService<PostingPaces>().ReserveAsync(
        scene.Id, scene.Process.AccountIds[0], null, TimeSpan.FromSeconds(gap), TimeZoneInfo.Utc, null, TestContext.Current.CancellationToken);

    private static Task<ApiAnswer> ScheduleAsync(ProcessScene scene, string kind, string schedule) =>
        ChangeAsync(scene, new() { ["schedule"] = new JsonObject { [kind] = schedule } });

    private static async Task<ApiAnswer> ChangeAsync(ProcessScene scene, JsonObject change) => (await scene.Api.PatchAsync(scene.Path, change)).Is(HttpStatusCode.OK);

    private static DateTime At(ApiAnswer process, string name) => process[name]!.GetValue<DateTime>().ToUniversalTime();
}
