using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Records;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;

namespace Pipeline.Posting.Tests;

public sealed class TroubleOnPostgres(PostgresTestDatabase database) : TroubleConformance(database), IClassFixture<PostgresTestDatabase>;

public sealed class TroubleOnSqlite(SqliteTestDatabase database) : TroubleConformance(database), IClassFixture<SqliteTestDatabase>;

/// <summary>What becomes of comments that the site doesn't take.</summary>
[Trait("Promise", "P-RETRY")]
public abstract class TroubleConformance(TestDatabase database) : PostingTest(database)
{
    [Theory]
    [InlineData("rejected_form", "POST", ErrorKind.Rejected)]
    [InlineData("forbidden403", "GET", ErrorKind.Forbidden)]
    [InlineData("forbidden403", "POST", ErrorKind.Forbidden)]
    public async Task A_refusal_fails_the_record_at_once_with_stage_kind_and_message(string fault, string method, ErrorKind kind)
    {
        var ids = await ApprovedAsync(await Host.ProcessAsync());
        await Host.FaultAsync(new { kind = fault, method, path = "/article" });
        var record = Assert.Single(await PostAsync(ids));
        Assert.Equal((RecordStatus.Failed, kind, Stage.Posting), (record.Status, record.ErrorKind, record.ErrorStage));
        Assert.NotEmpty((await ErrorAsync(ids[0]))!);
        Assert.Equal(0, await Host.CommentsAsync());
    }

    [Fact]
    public async Task A_deleted_article_fails_the_record_at_once()
    {
        var ids = await ApprovedAsync(await Host.ProcessAsync());
        await DeleteArticlesAsync();
        Assert.Equal(ErrorKind.NotFound, (await PostAsync(ids))[0].ErrorKind);
    }

    [Fact]
    public async Task A_site_that_fails_before_the_comment_is_asked_three_times_and_a_person_may_try_again()
    {
        var process = await Host.ProcessAsync();
        var record = (await ApprovedAsync(process))[0];
        await Host.FaultAsync(new { kind = "error500", method = "GET", path = "/article" });
        for (var i = 0; i < 5; i++) await PostAsync(record, after: TimeSpan.FromMinutes(1));
        Assert.Equal((RecordStatus.Failed, ErrorKind.Unreachable), ((await RecordAsync(record)).Status, (await RecordAsync(record)).ErrorKind));
        Assert.Equal((3, 0), (await Host.RequestsAsync("GET /article/{id}/"), await Host.RequestsAsync(CommentPost)));
        await Host.NoFaultAsync();
        Assert.True(await Get<ReviewLedger>().RetryAsync(record, process.OwnerId, None));
        Assert.Equal(RecordStatus.Posted, await PostAsync(record, after: TimeSpan.Zero));
    }

    [Fact]
    [Trait("Promise", "P-STUCK")]
    public async Task What_fails_before_it_is_claimed_is_tried_three_times_too()
    {
        var process = await Host.ProcessAsync();
        var record = (await ApprovedAsync(process))[0];
        await using var context = await ContextAsync();
        await context.Processes.Where(row => row.Id == process.ProcessId).ExecuteUpdateAsync(set => set.SetProperty(row => row.TimeZone, "Nowhere/Land"), TestContext.Current.CancellationToken);
        var ends = new List<RecordStatus>();
        for (var i = 0; i < 3; i++) ends.Add(await PostAsync(record, after: TimeSpan.FromMinutes(1)));
        Assert.Equal([RecordStatus.Generated, RecordStatus.Generated, RecordStatus.Failed], ends);
        Assert.Equal((ErrorKind.Internal, Stage.Posting), ((await RecordAsync(record)).ErrorKind, (await RecordAsync(record)).ErrorStage));
        Assert.Contains("Nowhere/Land", await ErrorAsync(record), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comment_is_sent_three_times_at_most()
    {
        var record = (await ApprovedAsync(await Host.ProcessAsync()))[0];
        await Host.FaultAsync(new { kind = "error500", method = "POST", path = "/article" });
        for (var i = 0; i < 12; i++) await PostAsync(record, after: TimeSpan.FromMinutes(4));
        Assert.Equal((RecordStatus.Failed, 3, 0), ((await RecordAsync(record)).Status, await Host.RequestsAsync(CommentPost), await Host.CommentsAsync()));
    }

    [Fact]
    public async Task What_the_site_says_of_retrying_is_never_undercut()
    {
        var ids = await ApprovedAsync(await Host.ProcessAsync());
        await Host.FaultAsync(new { kind = "rate_limited429", method = "POST", path = "/article", retryAfter = 300, times = 1 });
        var record = Assert.Single(await PostAsync(ids));
        Assert.Equal((RecordStatus.Generated, Now + TimeSpan.FromMinutes(5)), (record.Status, record.NotBefore));
        Assert.Equal(RecordStatus.Generated, await PostAsync(ids[0], after: TimeSpan.FromSeconds(299)));
        Assert.Equal((RecordStatus.Posted, 1), (await PostAsync(ids[0], after: TimeSpan.FromSeconds(1)), await Host.CommentsAsync()));
    }

    [Fact]
    [Trait("Promise", "P-ISOLATE")]
    public async Task An_account_that_the_site_keeps_waiting_delays_no_other_of_its_message()
    {
        var process = await Host.ProcessAsync(accounts: 2);
        var ids = await ApprovedAsync(process);
        await Host.FaultAsync(new { kind = "latency", path = "/article", user = "user1", delay = 20 });
        var posting = PostAsync(ids);
        await UntilAsync(async () => (await RecordsAsync(ids)).Single(record => record.AccountId == process.AccountIds[1]).Status == RecordStatus.Posted, "the other account's is posted");
        Assert.Equal(RecordStatus.Posting, (await RecordsAsync(ids)).Single(record => record.AccountId == process.AccountIds[0]).Status);
        await FinishAsync(posting);
        Assert.All(await posting, record => Assert.NotEqual(RecordStatus.Failed, record.Status));
    }

    [Fact]
    [Trait("Promise", "P-ISOLATE")]
    public async Task One_account_that_is_refused_fails_no_other()
    {
        var process = await Host.ProcessAsync(accounts: 2);
        await Host.FaultAsync(new { kind = "rejected_form", path = "/accounts/login/", user = "user1" });
        var records = await PostAsync(await ApprovedAsync(process));
        Assert.Equal(ErrorKind.Auth, records.Single(record => record.AccountId == process.AccountIds[0]).ErrorKind);
        Assert.Equal(RecordStatus.Posted, records.Single(record => record.AccountId == process.AccountIds[1]).Status);
    }
}
