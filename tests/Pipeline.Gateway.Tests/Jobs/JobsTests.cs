using System.Net;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Jobs;
using Pipeline.Gateway.Tests.Fixture;
using Pipeline.Testing.Ledger;

namespace Pipeline.Gateway.Tests.Jobs;

[Collection<Embedded>]
public sealed class JobsEmbedded(EmbeddedGateway gateway) : JobsTests(gateway);

[Collection<InProduction>]
public sealed class JobsInProduction(ProductionGateway gateway) : JobsTests(gateway);

/// <summary>Runs that people ask for, and what there is to see of them.</summary>
public abstract class JobsTests(GatewayFixture gateway)
{
    private static readonly string[] Members =
    [
        "id", "type", "status", "progress", "message", "totals", "processId", "requestedBy", "createdAt", "startedAt", "finishedAt", "cancelRequestedAt", "cancelRequestedBy", "error",
    ];

    [Fact]
    [Trait("Promise", "P-ONCE")]
    public async Task A_run_under_way_is_answered_instead_of_a_second_one()
    {
        var (scene, first) = await FirstRunAsync();
        var asked = (await scene.OrderAsync("runs")).Is(HttpStatusCode.Accepted);
        Assert.Equal(["jobId", "status", "message", "existing"], asked.Body.AsObject().Select(member => member.Key));
        Assert.Equal((first, "queued", true), (asked["jobId"]!.GetValue<Guid>(), asked["status"]!.GetValue<string>(), asked["existing"]!.GetValue<bool>()));
        Assert.Single((await scene.Api.GetAsync("/jobs")).Items);
    }

    [Fact]
    public async Task A_run_that_is_asked_for_is_a_job_of_the_person()
    {
        var (scene, first) = await FirstRunAsync();
        await EndAsync(first);
        var asked = (await scene.OrderAsync("runs")).Is(HttpStatusCode.Accepted);
        Assert.Equal((false, $"/api/v1/jobs/{asked["jobId"]}"), (asked["existing"]!.GetValue<bool>(), asked.Headers.Location?.ToString()));
        var job = (await scene.Api.GetAsync($"/jobs/{asked["jobId"]}")).Is(HttpStatusCode.OK);
        Assert.Equal(("discovery", scene.Api.UserId, scene.Id), (job["type"]!.GetValue<string>(), job["requestedBy"]!.GetValue<Guid>(), job["processId"]!.GetValue<Guid>()));
        Assert.Equal(asked["jobId"]!.GetValue<Guid>(), (await scene.GetAsync())["activeJobId"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task A_job_has_the_contracts_members()
    {
        var (scene, first) = await FirstRunAsync();
        var job = (await scene.Api.GetAsync($"/jobs/{first}")).Is(HttpStatusCode.OK);
        Assert.Equal(Members, job.Body.AsObject().Select(member => member.Key));
        Assert.Equal("""{"fetched":0,"matched":0,"saved":0}""", job["totals"]!.ToJsonString());
        Assert.All(["requestedBy", "startedAt", "finishedAt", "cancelRequestedAt", "cancelRequestedBy", "error"], name => Assert.Null(job[name]));
        Assert.Equal((7, 0), (job.Id.Version, job["progress"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_job_that_ended_says_how()
    {
        var (scene, first) = await FirstRunAsync();
        await EndAsync(first, saved: 3);
        var job = await scene.Api.GetAsync($"/jobs/{first}");
        Assert.Equal(("succeeded", 100, """{"fetched":3,"matched":3,"saved":3}"""), (job["status"]!.GetValue<string>(), job["progress"]!.GetValue<int>(), job["totals"]!.ToJsonString()));
        Assert.NotNull(job["finishedAt"]);
    }

    [Fact]
    public async Task A_job_that_failed_says_why()
    {
        var (scene, first) = await FirstRunAsync();
        await gateway.Services.EndRunAsync(await gateway.Services.ClaimRunAsync(first), JobStatus.Failed, kind: ErrorKind.Unreachable);
        Assert.Equal("""{"kind":"unreachable","message":"It failed: Unreachable."}""", (await scene.Api.GetAsync($"/jobs/{first}"))["error"]!.ToJsonString());
    }

    [Fact]
    public async Task The_list_can_be_narrowed()
    {
        var (scene, first) = await FirstRunAsync();
        Assert.Equal([first], await FoundAsync(scene.Api, $"processId={scene.Id}&status=queued"));
        Assert.Empty(await FoundAsync(scene.Api, "status=succeeded&status=timed_out"));
        Assert.Empty(await FoundAsync(scene.Api, $"processId={Guid.CreateVersion7()}"));
        Assert.NotEmpty((await scene.Api.GetAsync("/jobs?status=dead")).IsProblem(HttpStatusCode.UnprocessableEntity).About("status"));
    }

    [Fact]
    public async Task A_job_that_waits_is_cancelled_at_once()
    {
        var (scene, first) = await FirstRunAsync();
        var cancelled = (await scene.Api.PostAsync($"/jobs/{first}/cancel")).Is(HttpStatusCode.OK);
        Assert.Equal(("cancelled", scene.Api.UserId), (cancelled["status"]!.GetValue<string>(), cancelled["cancelRequestedBy"]!.GetValue<Guid>()));
        Assert.Contains("cancelled", (await scene.Api.PostAsync($"/jobs/{first}/cancel")).IsProblem(HttpStatusCode.Conflict).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_runs_is_told_to_end()
    {
        var (scene, first) = await FirstRunAsync();
        await gateway.Services.ClaimRunAsync(first);
        Assert.Equal("cancelling", (await scene.Api.PostAsync($"/jobs/{first}/cancel")).Is(HttpStatusCode.Accepted)["status"]!.GetValue<string>());
        Assert.Equal([first], (await scene.Api.GetAsync("/jobs/active")).Items.Select(job => job!["id"]!.GetValue<Guid>()));
    }

    [Fact]
    [Trait("Promise", "P-STOP")]
    public async Task A_stop_cancels_the_run()
    {
        var (scene, first) = await FirstRunAsync();
        await scene.StopAsync();
        Assert.Equal("cancelled", (await scene.Api.GetAsync($"/jobs/{first}"))["status"]!.GetValue<string>());
        Assert.Empty((await scene.Api.GetAsync("/jobs/active")).Items);
    }

    /// <summary>A process whose first run waits for a worker.</summary>
    private async Task<(ProcessScene Scene, Guid Job)> FirstRunAsync()
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        return (scene, await scene.FirstRunAsync());
    }

    private async Task EndAsync(Guid job, int saved = 0) =>
        Assert.True(await gateway.Services.EndRunAsync(await gateway.Services.ClaimRunAsync(job), saved: saved));

    private static async Task<IEnumerable<Guid>> FoundAsync(ApiClient api, string query) =>
        (await api.GetAsync($"/jobs?{query}")).Is(HttpStatusCode.OK).Items.Select(job => job!["id"]!.GetValue<Guid>());
}
