using Pipeline.Domain.Processes;
using Pipeline.Domain.Records;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;

namespace Pipeline.Posting.Tests;

public sealed class ReadBackOnPostgres(PostgresTestDatabase database) : ReadBackConformance(database), IClassFixture<PostgresTestDatabase>;

public sealed class ReadBackOnSqlite(SqliteTestDatabase database) : ReadBackConformance(database), IClassFixture<SqliteTestDatabase>;

/// <summary>Whatever is unsure is read back before anything else happens.</summary>
[Trait("Promise", "P-TWICE")]
public abstract class ReadBackConformance(TestDatabase database) : PostingTest(database)
{
    [Theory]
    [InlineData("cut_after_accept")]
    [InlineData("error500_after_accept")]
    [InlineData("hang_after_accept")]
    public async Task A_comment_whose_answer_never_came_is_found_and_not_sent_again(string fault)
    {
        var record = (await ApprovedAsync(await Host.ProcessAsync()))[0];
        await Host.FaultAsync(new { kind = fault, times = 1 });
        await FinishAsync(PostAsync([record]));
        Assert.Equal(RecordStatus.Posting, (await RecordAsync(record)).Status);
        Assert.Equal(RecordStatus.Posted, await PostAsync(record, after: TimeSpan.FromSeconds(6)));
        Assert.Equal((await CommentIdAsync(record), 1), (Assert.Single(await SiteIdsAsync()), await Host.RequestsAsync(CommentPost)));
    }

    [Fact]
    public async Task A_comment_that_did_not_get_through_is_sent_again_only_once_its_absence_is_proved()
    {
        var record = (await ApprovedAsync(await Host.ProcessAsync()))[0];
        await Host.FaultAsync(new { kind = "error500", method = "POST", path = "/article", times = 1 });
        await PostAsync([record]);
        Assert.Equal(RecordStatus.Posting, await PostAsync(record, after: TimeSpan.FromSeconds(6)));
        Assert.Equal((RecordStatus.Generated, 0), (await PostAsync(record, after: TimeSpan.FromMinutes(4)), await Host.CommentsAsync()));
        Assert.Equal((RecordStatus.Posted, 1), (await PostAsync(record, after: TimeSpan.FromMinutes(1)), await Host.CommentsAsync()));
    }

    [Fact]
    public async Task A_site_that_keeps_ending_sessions_is_looked_at_again()
    {
        var record = (await ApprovedAsync(await Host.ProcessAsync()))[0];
        await Host.FaultAsync(new { kind = "cut_after_accept", times = 1 });
        await FinishAsync(PostAsync([record]));
        await Host.FaultAsync(new { kind = "expire_sessions", method = "GET", path = "/article", times = 2 });
        await PostAsync(record, after: TimeSpan.FromSeconds(6));
        Assert.Equal(RecordStatus.Posting, await PostAsync(record, after: TimeSpan.FromSeconds(1)));
        Assert.Equal(RecordStatus.Posted, await PostAsync(record, after: TimeSpan.FromMinutes(1)));
        Assert.Equal(1, await Host.RequestsAsync(CommentPost));
    }

    [Fact]
    public async Task A_comment_that_the_site_stores_late_is_found_with_the_next_look()
    {
        var record = (await ApprovedAsync(await Host.ProcessAsync()))[0];
        await Host.FaultAsync(new { kind = "store_late", delay = 90, times = 1 });
        await FinishAsync(PostAsync([record]));
        Assert.Equal((RecordStatus.Posting, 0), (await PostAsync(record, after: TimeSpan.FromSeconds(6)), await Host.CommentsAsync()));
        await AdvanceAsync(TimeSpan.FromSeconds(60));
        await UntilAsync(async () => await Host.CommentsAsync() == 1, "the site stores it");
        Assert.Equal(RecordStatus.Posted, await PostAsync(record, after: TimeSpan.FromMinutes(3)));
        Assert.Equal(1, await Host.RequestsAsync(CommentPost));
    }

    [Fact]
    public async Task A_request_that_is_still_under_way_after_the_grace_time_dies_with_its_session()
    {
        var record = (await ApprovedAsync(await Host.ProcessAsync()))[0];
        await Host.FaultAsync(new { kind = "store_late", delay = 600, times = 1 });
        await FinishAsync(PostAsync([record]));
        await PostAsync(record, after: TimeSpan.FromSeconds(6));
        Assert.Equal(RecordStatus.Generated, await PostAsync(record, after: TimeSpan.FromMinutes(4)));
        Assert.Equal(RecordStatus.Posted, await PostAsync(record, after: TimeSpan.FromMinutes(1)));
        await AdvanceAsync(TimeSpan.FromMinutes(15));
        Assert.Equal((2, 1), (await Host.RequestsAsync(CommentPost), await Host.CommentsAsync()));
        Assert.Equal(2, (await Host.LoginsAsync()).Succeeded);
    }

    [Fact]
    public async Task A_request_whose_session_was_given_up_without_a_logout_waits_for_a_person()
    {
        var process = await Host.ProcessAsync();
        var record = (await ApprovedAsync(process))[0];
        await Host.FaultAsync(new { kind = "store_late", delay = 600, times = 1 });
        await FinishAsync(PostAsync([record]));
        await EnterPasswordAsync(process);
        Assert.Equal(RecordStatus.Uncertain, await PostAsync(record, after: TimeSpan.FromMinutes(4)));
        Assert.Contains("session", await ErrorAsync(record), StringComparison.Ordinal);
        await AdvanceAsync(TimeSpan.FromMinutes(15));
        await UntilAsync(async () => await Host.CommentsAsync() == 1, "the site stores it after all");
        Assert.Equal(1, await Host.RequestsAsync(CommentPost));
    }

    [Fact]
    public async Task A_request_whose_session_the_site_ended_itself_is_proved_absent()
    {
        var record = (await ApprovedAsync(await Host.ProcessAsync()))[0];
        await Host.FaultAsync(new { kind = "store_late", delay = 600, times = 1 });
        await FinishAsync(PostAsync([record]));
        await Host.FaultAsync(new { kind = "expire_sessions", method = "GET", path = "/article" });
        Assert.Equal(RecordStatus.Posting, await PostAsync(record, after: TimeSpan.FromMinutes(4)));
        Assert.Equal(RecordStatus.Generated, await PostAsync(record, after: TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task A_request_that_left_with_a_session_which_had_ended_already_is_proved_absent()
    {
        var process = await Host.ProcessAsync();
        await PostAsync(await ApprovedAsync(process));
        var record = (await ApprovedAsync(process))[0];
        Assert.True(await Get<AccountSessions>().EndedAsync(process.AccountIds[0], 1, None));
        await ClaimAndDieAsync(process, record, afterSending: true);
        for (var i = 0; i < 3; i++) await PostAsync(record, after: TimeSpan.FromMinutes(4));
        Assert.Equal((RecordStatus.Posted, 2), ((await RecordAsync(record)).Status, await Host.CommentsAsync()));
    }

    [Fact]
    [Trait("Promise", "P-STOP")]
    public async Task What_was_begun_is_found_out_also_after_a_pause()
    {
        var process = await Host.ProcessAsync(generateOnly: false);
        var record = (await GeneratedAsync(process))[0];
        await Host.FaultAsync(new { kind = "cut_after_accept", times = 1 });
        await PostAsync([record]);
        Assert.Equal(ProcessStatus.Paused, (await Get<ProcessLedger>().PauseAsync(process.ProcessId, None))!.Status);
        Assert.Equal((RecordStatus.Posted, 1), (await PostAsync(record, after: TimeSpan.FromSeconds(6)), await Host.CommentsAsync()));
    }

    [Fact]
    public async Task What_can_not_be_read_back_waits_for_a_person()
    {
        var record = (await ApprovedAsync(await Host.ProcessAsync()))[0];
        await Host.FaultAsync(new { kind = "cut_after_accept", times = 1 });
        await PostAsync([record]);
        await DeleteArticlesAsync();
        Assert.Equal(RecordStatus.Uncertain, await PostAsync(record, after: TimeSpan.FromSeconds(6)));
        Assert.Equal(RecordStatus.Uncertain, await PostAsync(record, after: TimeSpan.FromHours(1)));
        Assert.Contains("404", await ErrorAsync(record), StringComparison.Ordinal);
    }
}
