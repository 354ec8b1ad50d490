using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Domain.Processes;
using Pipeline.Gateway.Tests.Fixture;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;

namespace Pipeline.Gateway.Tests.Processes;

[Collection<Embedded>]
public sealed class ProcessOrdersEmbedded(EmbeddedGateway gateway) : ProcessOrdersTests(gateway);

[Collection<InProduction>]
public sealed class ProcessOrdersInProduction(ProductionGateway gateway) : ProcessOrdersTests(gateway);

/// <summary>start, stop, pause, resume and runs, from every status.</summary>
public abstract class ProcessOrdersTests(GatewayFixture gateway)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ProcessLedger Ledger => gateway.Services.GetRequiredService<ProcessLedger>();

    [Theory]
    [InlineData("stopped", "start", "running")]
    [InlineData("failed", "start", "running")]
    [InlineData("running", "pause", "paused")]
    [InlineData("paused", "resume", "running")]
    [InlineData("running", "stop", "stopped")]
    [InlineData("paused", "stop", "stopped")]
    public async Task An_order_is_accepted_and_leads_there(string from, string order, string to)
    {
        var scene = await InAsync(from);
        var accepted = (await scene.OrderAsync(order)).Is(HttpStatusCode.Accepted);
        Assert.Equal($"/api/v1{scene.Path}", accepted.Headers.Location?.ToString());
        Assert.Contains(accepted["status"]!.GetValue<string>(), to == "stopped" ? ["stopping", "stopped"] : new[] { to });
        await scene.StandsAsync(to);
    }

    [Theory]
    [InlineData("running", "start")]
    [InlineData("running", "resume")]
    [InlineData("paused", "pause")]
    [InlineData("stopped", "stop")]
    public async Task Repeated_on_the_status_that_it_leads_to_it_changes_nothing(string status, string order)
    {
        var scene = await InAsync(status);
        var before = await gateway.Services.ProcessRowAsync(scene.Id);
        await gateway.Database.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(status, (await scene.OrderAsync(order)).Is(HttpStatusCode.Accepted)["status"]!.GetValue<string>());
        var after = await gateway.Services.ProcessRowAsync(scene.Id);
        Assert.Equal((before.Epoch, before.StartedAt, before.DeadlineAt), (after.Epoch, after.StartedAt, after.DeadlineAt));
    }

    [Fact]
    public async Task A_stop_that_nobody_heard_of_is_told_again()
    {
        var scene = await InAsync("stopping");
        (await scene.OrderAsync("stop")).Is(HttpStatusCode.Accepted);
        await scene.StandsAsync("stopped");
    }

    [Theory]
    [InlineData("stopped", "pause", "from running")]
    [InlineData("stopped", "resume", "from paused")]
    [InlineData("stopped", "runs", "while it is running")]
    [InlineData("paused", "start", "from stopped and failed")]
    [InlineData("paused", "runs", "while it is running")]
    [InlineData("stopping", "start", "from stopped and failed")]
    [InlineData("stopping", "pause", "from running")]
    [InlineData("stopping", "resume", "from paused")]
    [InlineData("stopping", "runs", "while it is running")]
    [InlineData("failed", "stop", "from running and paused")]
    [InlineData("failed", "pause", "from running")]
    [InlineData("failed", "resume", "from paused")]
    [InlineData("failed", "runs", "while it is running")]
    public async Task From_any_other_status_it_is_refused_with_the_present_one(string status, string order, string possible)
    {
        var scene = await InAsync(status);
        var refused = (await scene.OrderAsync(order)).IsProblem(HttpStatusCode.Conflict);
        Assert.Contains($"is {status}", refused.Detail, StringComparison.Ordinal);
        Assert.Contains(possible, refused.Detail, StringComparison.Ordinal);
        Assert.Equal(status, (await scene.GetAsync())["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_started_process_says_since_when_and_until_when()
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        var process = await scene.GetAsync();
        Assert.Equal(gateway.Database.Clock.GetUtcNow(), process["startedAt"]!.GetValue<DateTimeOffset>());
        Assert.Equal(gateway.Database.Clock.GetUtcNow().AddHours(2), process["deadlineAt"]!.GetValue<DateTimeOffset>());
    }

    [Fact]
    public async Task A_stopped_process_says_why_and_since_when()
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        await scene.StopAsync();
        var process = await scene.GetAsync();
        Assert.Equal("user", process["stopReason"]!.GetValue<string>());
        Assert.Equal(gateway.Database.Clock.GetUtcNow(), process["stoppedAt"]!.GetValue<DateTimeOffset>());
        foreach (var name in new[] { "nextDiscoveryAt", "activeJobId" }) Assert.Null(process[name]);
    }

    [Fact]
    public async Task A_failed_process_says_why()
    {
        var process = await (await InAsync("failed")).GetAsync();
        Assert.Equal(("failed", "The site is gone."), (process["stopReason"]!.GetValue<string>(), process["lastError"]!.GetValue<string>()));
    }

    private async Task<ProcessScene> InAsync(string status)
    {
        if (status == "stopped") return await ProcessScene.StoppedAsync(gateway);
        var scene = await ProcessScene.RunningAsync(gateway);
        if (status == "paused") (await scene.OrderAsync("pause")).Is(HttpStatusCode.Accepted);
        if (status == "failed") await Ledger.FailAsync(scene.Id, "The site is gone.", Cancellation);
        // Told by nobody, it stays on its way.
        if (status == "stopping") await Ledger.StopAsync(scene.Id, StopReason.User, Cancellation);
        return scene;
    }
}
