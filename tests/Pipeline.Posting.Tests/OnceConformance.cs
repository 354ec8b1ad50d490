using Pipeline.Domain.Records;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;

namespace Pipeline.Posting.Tests;

public sealed class OnceOnPostgres(PostgresTestDatabase database) : OnceConformance(database), IClassFixture<PostgresTestDatabase>;

public sealed class OnceOnSqlite(SqliteTestDatabase database) : OnceConformance(database), IClassFixture<SqliteTestDatabase>;

/// <summary>One comment per article, account and prompt, whoever asks for it, and however often.</summary>
[Trait("Promise", "P-TWICE")]
public abstract class OnceConformance(TestDatabase database) : PostingTest(database)
{
    [Fact]
    [Trait("Promise", "P-DISCLOSE")]
    public async Task An_approved_comment_goes_out_once_as_it_was_approved_and_carries_the_sites_own_id()
    {
        var ids = await ApprovedAsync(await Host.ProcessAsync());
        await PostAsync(ids);
        Assert.Equal(RecordStatus.Posted, (await PostAsync(ids))[0].Status);
        var comment = Assert.Single((await Host.GetAsync("comments")).EnumerateArray());
        Assert.Equal(Text, comment.GetProperty("text").GetString());
        Assert.Equal(Assert.Single(await SiteIdsAsync()), await CommentIdAsync(ids[0]));
    }

    [Fact]
    public async Task A_doubled_message_to_two_workers_posts_once()
    {
        var ids = await ApprovedAsync(await Host.ProcessAsync());
        await Task.WhenAll(PostAsync(ids), PostAsync(ids, await Host.HireAsync()));
        await AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(RecordStatus.Posted, (await PostAsync(ids))[0].Status);
        Assert.Equal((1, 1), (await Host.CommentsAsync(), await Host.RequestsAsync(CommentPost)));
    }

    [Fact]
    public async Task What_another_process_has_said_already_is_skipped()
    {
        var process = await Host.ProcessAsync();
        var articles = await Host.ArticlesAsync(1);
        await PostAsync(await ApproveAsync(process, await GeneratedAsync(process, articles)));
        var twin = await Services.TwinAsync(process);
        var second = Assert.Single(await PostAsync(await ApproveAsync(twin, await GeneratedAsync(twin, articles))));
        Assert.Equal((RecordStatus.Skipped, 1), (second.Status, await Host.CommentsAsync()));
        Assert.Contains("already_commented", await NotesAsync(second.Id));
    }

    [Fact]
    public async Task Two_prompts_of_one_account_go_out_one_after_the_other()
    {
        var ids = await ApprovedAsync(await Host.ProcessAsync(prompts: 2));
        var other = await Host.HireAsync();
        await Task.WhenAll(PostAsync([ids[0]]), PostAsync([ids[1]], other));
        await AdvanceAsync(TimeSpan.FromSeconds(3));
        Assert.All(await PostAsync(ids), record => Assert.Equal(RecordStatus.Posted, record.Status));
        Assert.Equal(2, (await SiteIdsAsync()).Length);
        Assert.Equal((await SiteIdsAsync()).Order(), (await Task.WhenAll(ids.Select(CommentIdAsync))).Order());
    }

    [Fact]
    public async Task The_very_same_text_of_two_accounts_is_told_apart_by_the_read_back()
    {
        var process = await Host.ProcessAsync(accounts: 2);
        var ids = await ApprovedAsync(process);
        await Host.FaultAsync(new { kind = "cut_after_accept", times = 2 });
        await PostAsync(ids);
        await AdvanceAsync(TimeSpan.FromSeconds(6));
        Assert.All(await PostAsync(ids), record => Assert.Equal(RecordStatus.Posted, record.Status));
        var authors = (await Host.GetAsync("comments")).EnumerateArray().ToDictionary(comment => comment.GetProperty("id").ToString(), comment => comment.GetProperty("author").GetString());
        var users = (await RecordsAsync(ids)).Select(record => $"user{process.AccountIds.ToList().IndexOf(record.AccountId) + 1}");
        Assert.Equal(users, (await Task.WhenAll(ids.Select(CommentIdAsync))).Select(comment => authors[comment!]));
    }

    [Fact]
    public async Task The_very_same_text_of_two_prompts_is_told_apart_by_the_read_back()
    {
        var ids = await ApprovedAsync(await Host.ProcessAsync(prompts: 2));
        await PostAsync([ids[0]]);
        await Host.FaultAsync(new { kind = "cut_after_accept", times = 1 });
        await PostAsync([ids[1]]);
        Assert.Equal(RecordStatus.Posted, await PostAsync(ids[1], after: TimeSpan.FromSeconds(6)));
        Assert.Equal((await SiteIdsAsync()).Order(), (await Task.WhenAll(ids.Select(CommentIdAsync))).Order());
        Assert.Equal(2, await Host.RequestsAsync(CommentPost));
    }

    [Fact]
    public async Task A_worker_killed_between_sending_and_recording_leaves_a_comment_that_the_next_one_finds()
    {
        var process = await Host.ProcessAsync();
        var record = (await ApprovedAsync(process))[0];
        await ClaimAndDieAsync(process, record, afterSending: true);
        var sent = await WriteAsync(record, Text);
        Assert.Equal(RecordStatus.Posting, (await PostAsync([record]))[0].Status);
        Assert.Equal(RecordStatus.Posted, await PostAsync(record, after: TimeSpan.FromSeconds(61)));
        Assert.Equal((sent, 1), (await CommentIdAsync(record), await Host.CommentsAsync()));
    }

    [Fact]
    public async Task A_worker_killed_before_sending_costs_nothing_but_time()
    {
        var process = await Host.ProcessAsync();
        var record = (await ApprovedAsync(process))[0];
        await ClaimAndDieAsync(process, record, afterSending: false);
        Assert.Equal(RecordStatus.Posting, await PostAsync(record, after: TimeSpan.FromSeconds(59)));
        Assert.Equal(RecordStatus.Generated, await PostAsync(record, after: TimeSpan.FromSeconds(2)));
        Assert.Equal(RecordStatus.Posted, await PostAsync(record, after: TimeSpan.Zero));
        Assert.Equal((1, 1), (await Host.CommentsAsync(), await Host.RequestsAsync(CommentPost)));
    }

    [Fact]
    public async Task A_worker_that_froze_with_a_claim_may_not_send_any_more()
    {
        var ids = await ApprovedAsync(await Host.ProcessAsync());
        Assert.True(await Get<PostingClaims>().TakeSlotAsync([7], ids[0], (await RecordAsync(ids[0])).SiteId, None));
        var claim = await Get<PostingClaims>().ClaimAsync(ids[0], None);
        await AdvanceAsync(TimeSpan.FromSeconds(50));
        Assert.Single(await Get<RecordLedger>().RenewAsync([claim!], None));
        Assert.True(await Get<PostingPermits>().MaySendAsync(claim!, 1, None));
        await AdvanceAsync(TimeSpan.FromSeconds(11));
        Assert.False(await Get<PostingPermits>().MaySendAsync(claim!, 1, None));
    }
}
