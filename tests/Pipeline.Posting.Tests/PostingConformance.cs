using Microsoft.Extensions.DependencyInjection;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Records;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;
using Pipeline.Testing.Stages;

namespace Pipeline.Posting.Tests;

public sealed class PostingOnPostgres(PostgresTestDatabase database) : PostingConformance(database), IClassFixture<PostgresTestDatabase>;

public sealed class PostingOnSqlite(SqliteTestDatabase database) : PostingConformance(database), IClassFixture<SqliteTestDatabase>;

/// <summary>Posting against the demo site, whichever database carries the ledger.</summary>
public abstract class PostingConformance(TestDatabase database) : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private StageHost _host = null!;

    private IServiceProvider Services => _host.Services;

    public async ValueTask InitializeAsync() => _host = await StageHost.StartAsync(database, builder => builder.AddPosting());

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task An_approved_comment_goes_out_once_and_carries_the_sites_own_id()
    {
        var record = await ApprovedAsync(await _host.ProcessAsync());
        await PostAsync(record);
        await PostAsync(record);
        Assert.Equal((RecordStatus.Posted, 1), ((await Services.RecordAsync(record)).Status, await _host.CommentsAsync()));
    }

    [Fact]
    [Trait("Promise", "P-GENONLY")]
    public async Task What_nobody_approved_stays()
    {
        var record = await GeneratedAsync(await _host.ProcessAsync());
        await PostAsync(record);
        Assert.Equal((RecordStatus.Generated, 0), ((await Services.RecordAsync(record)).Status, await _host.CommentsAsync()));
    }

    [Fact]
    [Trait("Promise", "P-RETRY")]
    public async Task A_form_that_the_site_rejects_fails_the_record_at_once()
    {
        var record = await ApprovedAsync(await _host.ProcessAsync());
        await _host.FaultAsync(new { kind = "rejected_form", method = "POST", path = "/article" });
        await PostAsync(record);
        var row = await Services.RecordAsync(record);
        Assert.Equal((RecordStatus.Failed, ErrorKind.Rejected, 0), (row.Status, row.ErrorKind, await _host.CommentsAsync()));
    }

    [Fact]
    [Trait("Promise", "P-TWICE")]
    public async Task A_comment_whose_answer_was_cut_off_is_read_back_and_not_sent_again()
    {
        var record = await ApprovedAsync(await _host.ProcessAsync());
        await _host.FaultAsync(new { kind = "cut_after_accept", times = 1 });
        await PostAsync(record);
        Assert.Equal(RecordStatus.Posting, (await Services.RecordAsync(record)).Status);
        await database.AdvanceAsync(TimeSpan.FromSeconds(6));
        await PostAsync(record);
        Assert.Equal((RecordStatus.Posted, 1), ((await Services.RecordAsync(record)).Status, await _host.CommentsAsync()));
    }

    [Fact]
    [Trait("Promise", "P-TWICE")]
    public async Task A_comment_that_did_not_get_through_is_sent_again_only_once_its_absence_is_proved()
    {
        var record = await ApprovedAsync(await _host.ProcessAsync());
        await _host.FaultAsync(new { kind = "error500", method = "POST", path = "/article", times = 1 });
        await PostAsync(record);
        await database.AdvanceAsync(TimeSpan.FromSeconds(6));
        await PostAsync(record);
        Assert.Equal(RecordStatus.Posting, (await Services.RecordAsync(record)).Status);
        await database.AdvanceAsync(TimeSpan.FromMinutes(4));
        await PostAsync(record);
        Assert.Equal((RecordStatus.Generated, 0), ((await Services.RecordAsync(record)).Status, await _host.CommentsAsync()));
        await database.AdvanceAsync(TimeSpan.FromMinutes(1));
        await PostAsync(record);
        Assert.Equal((RecordStatus.Posted, 1), ((await Services.RecordAsync(record)).Status, await _host.CommentsAsync()));
    }

    [Fact]
    [Trait("Promise", "P-TWICE")]
    public async Task The_same_comment_of_another_process_is_skipped()
    {
        var process = await _host.ProcessAsync();
        var first = await ApprovedAsync(process);
        await PostAsync(first);
        var slot = PostingSlotKey.For("site", "1", "user1", process.PromptIds[0]);
        Assert.True(await Services.GetRequiredService<PostingLedger>().TakeSlotAsync(slot, first, process.SiteId, None));
        Assert.False(await Services.GetRequiredService<PostingLedger>().TakeSlotAsync(slot, Guid.CreateVersion7(), process.SiteId, None));
    }

    [Fact]
    [Trait("Promise", "P-LOGIN")]
    public async Task A_wrong_password_is_tried_once()
    {
        var process = await _host.ProcessAsync(prompts: 2, password: "wrong");
        foreach (var record in await ApprovedAllAsync(process)) await PostAsync(record);
        var requests = await _host.GetAsync("requests");
        Assert.Contains("\"failed\":1", requests.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(0, await _host.CommentsAsync());
    }

    private Task PostAsync(Guid record) => Services.GetRequiredService<CommentPoster>().PostAsync([record], None);

    private async Task<Guid> ApprovedAsync(SeededProcess process) => (await ApprovedAllAsync(process))[0];

    private async Task<IReadOnlyList<Guid>> ApprovedAllAsync(SeededProcess process)
    {
        var records = await GeneratedAllAsync(process);
        foreach (var record in records) await Services.GetRequiredService<ReviewLedger>().ApproveAsync(record, null, process.OwnerId, None);
        return records;
    }

    private async Task<Guid> GeneratedAsync(SeededProcess process) => (await GeneratedAllAsync(process))[0];

    private async Task<IReadOnlyList<Guid>> GeneratedAllAsync(SeededProcess process)
    {
        var article = Assert.Single(await _host.ArticlesAsync(1));
        var found = await Services.DiscoverAsync(process, articles: 1, from: article);
        return await Services.GenerateAsync(found.Select(record => record.RecordId), "<p>[Disclosure.]</p><p>A comment that is long enough for everybody who reads it.</p>");
    }
}
