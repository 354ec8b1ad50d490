using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Records;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;

namespace Pipeline.Posting.Tests;

public sealed class ApprovalOnPostgres(PostgresTestDatabase database) : ApprovalConformance(database), IClassFixture<PostgresTestDatabase>;

public sealed class ApprovalOnSqlite(SqliteTestDatabase database) : ApprovalConformance(database), IClassFixture<SqliteTestDatabase>;

/// <summary>Nothing is posted that nobody asked for.</summary>
[Trait("Promise", "P-GENONLY")]
public abstract class ApprovalConformance(TestDatabase database) : PostingTest(database)
{
    [Fact]
    public async Task What_nobody_approved_stays_and_asks_the_site_nothing()
    {
        var ids = await GeneratedAsync(await Host.ProcessAsync());
        Assert.Equal(RecordStatus.Generated, (await PostAsync(ids))[0].Status);
        Assert.Equal(0, (await Host.GetAsync("requests")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task An_approval_lets_its_own_comment_out_and_no_other()
    {
        var process = await Host.ProcessAsync(prompts: 2);
        var ids = await GeneratedAsync(process);
        await ApproveAsync(process, [ids[1]]);
        Assert.Equal([RecordStatus.Generated, RecordStatus.Posted], (await PostAsync(ids)).Select(record => record.Status));
    }

    [Fact]
    public async Task An_approval_of_another_revision_is_none()
    {
        var process = await Host.ProcessAsync();
        var ids = await GeneratedAsync(process);
        await GenerateAgainAsync(ids);
        Assert.False(await Get<ReviewLedger>().ApproveAsync(ids[0], 1, process.OwnerId, None));
        Assert.Equal((RecordStatus.Generated, 2), ((await PostAsync(ids))[0].Status, (await RecordAsync(ids[0])).CommentRevision));
        Assert.True(await Get<ReviewLedger>().ApproveAsync(ids[0], 2, process.OwnerId, None));
        Assert.Equal(RecordStatus.Posted, (await PostAsync(ids))[0].Status);
    }

    [Fact]
    public async Task A_comment_that_is_written_anew_needs_a_new_approval()
    {
        var ids = await ApprovedAsync(await Host.ProcessAsync());
        await GenerateAgainAsync(ids);
        Assert.Equal((RecordStatus.Generated, 0), ((await PostAsync(ids))[0].Status, await Host.CommentsAsync()));
    }

    [Fact]
    public async Task Switching_generate_only_off_lets_out_what_is_written_afterwards()
    {
        var process = await Host.ProcessAsync();
        var before = await GeneratedAsync(process);
        await SetGenerateOnlyAsync(process, false);
        var after = await GeneratedAsync(process);
        Assert.Equal([RecordStatus.Generated, RecordStatus.Posted], (await PostAsync([.. before, .. after])).Select(record => record.Status));
    }

    [Fact]
    public async Task Switching_generate_only_on_holds_back_what_would_have_gone_by_itself()
    {
        var process = await Host.ProcessAsync(generateOnly: false);
        var ids = await GeneratedAsync(process);
        await SetGenerateOnlyAsync(process, true);
        Assert.Equal(RecordStatus.Generated, (await PostAsync(ids))[0].Status);
    }

    [Fact]
    [Trait("Promise", "P-STOP")]
    public async Task After_a_pause_only_what_a_person_approved_goes_out()
    {
        var process = await Host.ProcessAsync(generateOnly: false);
        var ids = await GeneratedAsync(process, articles: 2);
        await Get<ProcessLedger>().PauseAsync(process.ProcessId, None);
        await ApproveAsync(process, [ids[1]]);
        Assert.Equal([RecordStatus.Generated, RecordStatus.Posted], (await PostAsync(ids)).Select(record => record.Status));
        Assert.Equal(1, await Host.CommentsAsync());
    }

    /// <summary>As a person's "regenerate": back to <c>prepared</c>, and written once more.</summary>
    private async Task GenerateAgainAsync(IReadOnlyList<Guid> ids)
    {
        await using var context = await ContextAsync();
        await context.Records.Where(record => ids.Contains(record.Id)).ExecuteUpdateAsync(set => set.SetProperty(record => record.Status, RecordStatus.Prepared));
        Assert.Equal(ids, await Services.WriteAsync(ids, Text));
    }
}
