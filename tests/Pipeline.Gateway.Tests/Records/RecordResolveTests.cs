using System.Net;
using System.Text.Json.Nodes;
using Pipeline.Contracts;
using Pipeline.Domain.Records;
using Pipeline.Gateway.Tests.Fixture;

namespace Pipeline.Gateway.Tests.Records;

[Collection<Embedded>]
public sealed class RecordResolveEmbedded(EmbeddedGateway gateway) : RecordResolveTests(gateway);

[Collection<InProduction>]
public sealed class RecordResolveInProduction(ProductionGateway gateway) : RecordResolveTests(gateway);

/// <summary>A person says what became of an uncertain comment.</summary>
[Trait("Promise", "P-TWICE")]
public abstract class RecordResolveTests(GatewayFixture gateway)
{
    /// <summary>Every status that forbids it.</summary>
    public static TheoryData<RecordStatus> Forbidden => [.. Enum.GetValues<RecordStatus>().Where(status => status is not (RecordStatus.Uncertain or RecordStatus.TakenBack))];

    [Fact]
    public async Task As_posted_it_carries_the_sites_id_and_its_pages_are_told()
    {
        var (scene, record) = await UncertainAsync();
        var resolved = (await ResolveAsync(scene, record, "posted", siteCommentId: $"seen-{record:N}")).Is(HttpStatusCode.OK);
        Assert.Equal(("posted", $"seen-{record:N}"), (resolved["status"]!.GetValue<string>(), resolved["siteCommentId"]!.GetValue<string>()));
        Assert.Equal(record, Assert.Single(gateway.Published.Of<CommentPosted>(), message => message.ProcessId == scene.Id).RecordId);
    }

    [Fact]
    public async Task As_generated_it_awaits_a_persons_approval()
    {
        var (scene, record) = await UncertainAsync();
        var resolved = (await ResolveAsync(scene, record, "generated")).Is(HttpStatusCode.OK);
        Assert.Equal("generated", resolved["status"]!.GetValue<string>());
        Assert.Equal([null, null], new[] { resolved["approvedAt"], resolved["error"] });
        Assert.Equal(1, (await scene.StatusAsync())["awaitingApproval"]!.GetValue<int>());
    }

    [Fact]
    public async Task As_failed_it_has_ended_and_can_not_be_retried()
    {
        var (scene, record) = await UncertainAsync();
        Assert.Equal("failed", (await ResolveAsync(scene, record, "failed")).Is(HttpStatusCode.OK)["status"]!.GetValue<string>());
        var refused = (await scene.Api.PostAsync($"/article-records/{record}/retry")).IsProblem(HttpStatusCode.Conflict);
        Assert.Contains("never sent again", refused.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comment_that_another_record_has_is_refused_and_said_to_be()
    {
        var (scene, record) = await UncertainAsync();
        var other = await scene.PostedAsync();
        var taken = (await scene.Api.GetAsync($"/article-records/{other}"))["siteCommentId"]!.GetValue<string>();
        Assert.Contains("another record", (await ResolveAsync(scene, record, "posted", siteCommentId: taken)).IsProblem(HttpStatusCode.Conflict).Detail, StringComparison.Ordinal);
        Assert.Equal("uncertain", (await scene.Api.GetAsync($"/article-records/{record}"))["status"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{ "as": "posted", "reason": "Seen." }""", "siteCommentId")]
    [InlineData("""{ "as": "generated", "siteCommentId": "1", "reason": "Gone." }""", "siteCommentId")]
    [InlineData("""{ "as": "failed" }""", "reason")]
    [InlineData("""{ "as": "failed", "reason": " " }""", "reason")]
    [InlineData("""{ "reason": "Why." }""", "as")]
    public async Task What_is_missing_is_told_by_field(string body, string field)
    {
        var (scene, record) = await UncertainAsync();
        var refused = await scene.Api.SendAsync(HttpMethod.Post, $"/article-records/{record}/resolve", body);
        Assert.NotEmpty(refused.IsProblem(HttpStatusCode.UnprocessableEntity).About(field));
        Assert.Equal("uncertain", (await scene.Api.GetAsync($"/article-records/{record}"))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_reason_without_end_is_refused()
    {
        var (scene, record) = await UncertainAsync();
        Assert.Contains("1000", (await ResolveAsync(scene, record, "failed", reason: new string('x', 1001))).IsProblem(HttpStatusCode.UnprocessableEntity).About("reason"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Forbidden))]
    public async Task From_any_other_status_it_is_refused_with_the_present_one(RecordStatus status)
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        var record = await scene.RecordAsync(status);
        var before = await scene.Api.GetAsync($"/article-records/{record}");
        foreach (var way in new[] { "generated", "failed" })
            Assert.Contains($"is {before["status"]}", (await ResolveAsync(scene, record, way)).IsProblem(HttpStatusCode.Conflict).Detail, StringComparison.Ordinal);
        Assert.Equal(before.Text, (await scene.Api.GetAsync($"/article-records/{record}")).Text);
    }

    [Fact]
    public async Task Nobody_elses_record_is_resolved()
    {
        var (_, record) = await UncertainAsync();
        var stranger = await gateway.UserAsync();
        (await stranger.PostAsync($"/article-records/{record}/resolve", new JsonObject { ["as"] = "failed", ["reason"] = "Mine?" })).IsProblem(HttpStatusCode.NotFound);
    }

    private async Task<(ProcessScene Scene, Guid Record)> UncertainAsync()
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        return (scene, await scene.UncertainAsync());
    }

    private static Task<ApiAnswer> ResolveAsync(ProcessScene scene, Guid record, string way, string? siteCommentId = null, string reason = "Looked at the site.")
    {
        var body = new JsonObject { ["as"] = way, ["reason"] = reason };
        if (siteCommentId is not null) body["siteCommentId"] = siteCommentId;
        return scene.Api.PostAsync($"/article-records/{record}/resolve", body);
    }
}
