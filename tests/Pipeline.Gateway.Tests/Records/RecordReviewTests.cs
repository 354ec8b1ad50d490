using System.Net;
using System.Text.Json.Nodes;
using Pipeline.Contracts;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Records;
using Pipeline.Gateway.Tests.Fixture;

namespace Pipeline.Gateway.Tests.Records;

[Collection<Embedded>]
public sealed class RecordReviewEmbedded(EmbeddedGateway gateway) : RecordReviewTests(gateway);

[Collection<InProduction>]
public sealed class RecordReviewInProduction(ProductionGateway gateway) : RecordReviewTests(gateway);

/// <summary>approve, reject and retry, from every status.</summary>
public abstract class RecordReviewTests(GatewayFixture gateway)
{
    /// <summary>Every order on every status that forbids it.</summary>
    public static TheoryData<RecordStatus, string> Forbidden
    {
        get
        {
            var forbidden = new TheoryData<RecordStatus, string>();
            foreach (var status in Enum.GetValues<RecordStatus>().Where(status => status != RecordStatus.TakenBack))
            {
                if (status != RecordStatus.Generated) forbidden.Add(status, "approve");
                if (status != RecordStatus.Generated) forbidden.Add(status, "reject");
                if (status != RecordStatus.Failed) forbidden.Add(status, "retry");
            }

            return forbidden;
        }
    }

    [Fact]
    [Trait("Promise", "P-GENONLY")]
    public async Task An_approval_names_the_person_and_rings_for_posting()
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        var record = await scene.GeneratedAsync();
        var approved = (await OrderAsync(scene, record, "approve")).Is(HttpStatusCode.OK);
        Assert.Equal(("generated", scene.Api.UserId), (approved["status"]!.GetValue<string>(), approved["approvedBy"]!.GetValue<Guid>()));
        Assert.Equal(gateway.Database.Clock.GetUtcNow(), approved["approvedAt"]!.GetValue<DateTimeOffset>());
        Assert.Equal(record, Assert.Single(Assert.Single(gateway.Published.Of<CommentsApproved>(), message => message.ProcessId == scene.Id).RecordIds));
    }

    [Fact]
    public async Task Approved_again_it_changes_nothing()
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        var record = await scene.GeneratedAsync();
        var first = await OrderAsync(scene, record, "approve");
        await gateway.Database.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(first.Text, (await OrderAsync(scene, record, "approve")).Is(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task An_approval_is_a_persons_act_and_needs_no_running_process()
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        var record = await scene.GeneratedAsync();
        await scene.StopAsync();
        Assert.NotNull((await OrderAsync(scene, record, "approve")).Is(HttpStatusCode.OK)["approvedAt"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("""{ "reason": "Passt nicht zum Text." }""")]
    public async Task A_rejection_is_an_end_with_or_without_a_reason(string? body)
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        var record = await scene.GeneratedAsync();
        var rejected = await scene.Api.SendAsync(HttpMethod.Post, $"/article-records/{record}/reject", body);
        Assert.Equal("rejected", rejected.Is(HttpStatusCode.OK)["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_approved_comment_can_still_be_rejected_before_it_leaves()
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        var record = await scene.GeneratedAsync();
        await OrderAsync(scene, record, "approve");
        Assert.Equal("rejected", (await OrderAsync(scene, record, "reject")).Is(HttpStatusCode.OK)["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_reason_without_end_is_refused_and_rejects_nothing()
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        var record = await scene.GeneratedAsync();
        var body = new JsonObject { ["reason"] = new string('x', 1001) };
        Assert.Contains("1000", (await scene.Api.PostAsync($"/article-records/{record}/reject", body)).IsProblem(HttpStatusCode.UnprocessableEntity).About("reason"), StringComparison.Ordinal);
        Assert.Equal("generated", (await scene.Api.GetAsync($"/article-records/{record}"))["status"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(Stage.Preparation, "discovered")]
    [InlineData(Stage.Generation, "prepared")]
    [InlineData(Stage.Posting, "generated")]
    public async Task A_retry_goes_back_to_where_the_stage_begins(Stage stage, string to)
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        var retried = (await OrderAsync(scene, await scene.FailedAsync(stage, ErrorKind.Timeout), "retry")).Is(HttpStatusCode.OK);
        Assert.Equal((to, 0), (retried["status"]!.GetValue<string>(), retried["tries"]!.GetValue<int>()));
        Assert.Null(retried["error"]);
    }

    [Theory]
    [MemberData(nameof(Forbidden))]
    public async Task From_any_other_status_it_is_refused_with_the_present_one(RecordStatus status, string order)
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        var record = await scene.RecordAsync(status);
        var before = await scene.Api.GetAsync($"/article-records/{record}");
        var refused = (await OrderAsync(scene, record, order)).IsProblem(HttpStatusCode.Conflict);
        Assert.Contains($"is {before["status"]}", refused.Detail, StringComparison.Ordinal);
        Assert.Equal(before.Text, (await scene.Api.GetAsync($"/article-records/{record}")).Text);
    }

    private static Task<ApiAnswer> OrderAsync(ProcessScene scene, Guid record, string order) => scene.Api.PostAsync($"/article-records/{record}/{order}");
}
