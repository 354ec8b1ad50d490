using System.Net;
using System.Text.Json.Nodes;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Records;
using Pipeline.Gateway.Tests.Fixture;

namespace Pipeline.Gateway.Tests.Records;

[Collection<Embedded>]
public sealed class RecordShapeEmbedded(EmbeddedGateway gateway) : RecordShapeTests(gateway);

[Collection<InProduction>]
public sealed class RecordShapeInProduction(ProductionGateway gateway) : RecordShapeTests(gateway);

/// <summary>A record as clients see it: every name of the contract, null where there is nothing.</summary>
public abstract class RecordShapeTests(GatewayFixture gateway)
{
    private static readonly string[] Members =
    [
        "id", "processId", "siteId", "accountId", "promptTemplateId", "promptVersion", "status", "article", "commentText", "commentRevision", "approvedAt", "approvedBy",
        "siteCommentId", "siteCommentUrl", "llm", "tries", "error", "notBefore", "discoveredAt", "preparedAt", "generatedAt", "postedAt", "createdAt", "updatedAt",
    ];

    private static readonly string[] ArticleMembers = ["id", "externalId", "url", "title", "author", "category", "task", "publishedAt", "editedAt", "version"];

    private static readonly string[] LlmMembers = ["provider", "model", "inputTokens", "outputTokens", "duration", "cost"];

    [Fact]
    public async Task Alone_it_has_everything()
    {
        var (_, record) = await InAsync(RecordStatus.Generated);
        Assert.Equal(Members.Append("commentHistory").Order(), Names(record.Body));
        Assert.Equal(ArticleMembers.Append("content").Order(), Names(record["article"]!));
        Assert.Equal(LlmMembers.Append("reasoning").Order(), Names(record["llm"]!));
    }

    [Fact]
    public async Task In_a_list_it_has_no_content_no_reasoning_and_no_history()
    {
        var (scene, record) = await InAsync(RecordStatus.Generated);
        var item = Assert.Single((await scene.Api.GetAsync("/article-records")).Items)!;
        Assert.Equal(Members.Order(), Names(item));
        Assert.Equal(ArticleMembers.Order(), Names(item["article"]!));
        Assert.Equal(LlmMembers.Order(), Names(item["llm"]!));
        foreach (var name in Members.Except(["article", "llm"])) Assert.Equal(record[name]?.ToJsonString(), item[name]?.ToJsonString());
    }

    [Fact]
    public async Task A_discovered_one_knows_its_article_and_no_more()
    {
        var (scene, record) = await InAsync(RecordStatus.Discovered);
        string[] nulls = ["promptVersion", "commentText", "approvedAt", "approvedBy", "siteCommentId", "siteCommentUrl", "llm", "error", "notBefore", "preparedAt", "generatedAt", "postedAt"];
        Assert.All(nulls, name => Assert.Null(record[name]));
        Assert.Equal((scene.Id, 0, 0), (record["processId"]!.GetValue<Guid>(), record["tries"]!.GetValue<int>(), record["commentRevision"]!.GetValue<int>()));
        Assert.Equal(("1", "Title 1"), (record["article"]!["externalId"]!.GetValue<string>(), record["article"]!["title"]!.GetValue<string>()));
        Assert.Null(record["article"]!["content"]);
    }

    [Fact]
    public async Task A_generated_one_shows_article_comment_and_writer()
    {
        var (_, record) = await InAsync(RecordStatus.Generated);
        Assert.Equal(("generated", "<p>[Disclosure.]</p><p>A comment.</p>", 1, 1), (
            record["status"]!.GetValue<string>(), record["commentText"]!.GetValue<string>(), record["commentRevision"]!.GetValue<int>(), record["promptVersion"]!.GetValue<int>()));
        Assert.Equal("""{"provider":"Offline","model":"offline","inputTokens":10,"outputTokens":20,"duration":"PT1S","cost":null,"reasoning":null}""", record["llm"]!.ToJsonString());
        Assert.Equal(("A text of some words.", "Unterhalten", 1), (
            record["article"]!["content"]!.GetValue<string>(), record["article"]!["category"]!.GetValue<string>(), record["article"]!["version"]!.GetValue<int>()));
        Assert.Equal(record["commentText"]!.ToJsonString(), Assert.Single(record["commentHistory"]!.AsArray())!["text"]!.ToJsonString());
    }

    [Fact]
    public async Task A_failed_one_says_where_why_and_when()
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        var failed = await scene.Api.GetAsync($"/article-records/{await scene.FailedAsync(Stage.Posting, ErrorKind.RateLimited)}");
        Assert.Equal(["stage", "kind", "message", "at"], failed["error"]!.AsObject().Select(member => member.Key));
        Assert.Equal(("posting", "rate_limited", "It failed: RateLimited."), (
            failed["error"]!["stage"]!.GetValue<string>(), failed["error"]!["kind"]!.GetValue<string>(), failed["error"]!["message"]!.GetValue<string>()));
        Assert.Equal(gateway.Database.Clock.GetUtcNow(), failed["error"]!["at"]!.GetValue<DateTimeOffset>());
    }

    [Fact]
    public async Task A_posted_one_has_the_sites_own_id()
    {
        var (scene, record) = await InAsync(RecordStatus.Posted);
        Assert.Equal($"c-{record.Id:N}", record["siteCommentId"]!.GetValue<string>());
        Assert.Equal($"https://site.example/comment/{record.Id:N}/", record["siteCommentUrl"]!.GetValue<string>());
        Assert.Equal(gateway.Database.Clock.GetUtcNow(), record["postedAt"]!.GetValue<DateTimeOffset>());
        Assert.Equal(scene.Api.UserId, record["approvedBy"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task Ids_are_of_version_7_and_times_are_UTC()
    {
        var (_, record) = await InAsync(RecordStatus.Posted);
        Assert.Equal((7, 7), (record.Id.Version, record["article"]!["id"]!.GetValue<Guid>().Version));
        Assert.All(Members.Where(name => name.EndsWith("At", StringComparison.Ordinal)), name => Assert.EndsWith("Z", record[name]!.GetValue<string>(), StringComparison.Ordinal));
    }

    private async Task<(ProcessScene Scene, ApiAnswer Record)> InAsync(RecordStatus status)
    {
        var scene = await ProcessScene.RunningAsync(gateway);
        return (scene, (await scene.Api.GetAsync($"/article-records/{await scene.RecordAsync(status)}")).Is(HttpStatusCode.OK));
    }

    private static IEnumerable<string> Names(JsonNode node) => node.AsObject().Select(member => member.Key).Order();
}
