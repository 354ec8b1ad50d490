using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Accounts;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Records;
using Pipeline.SiteAccess;
using Pipeline.Testing.Ledger;

namespace Pipeline.Posting.Tests;

public sealed class LoginOnPostgres(PostgresTestDatabase database) : LoginConformance(database), IClassFixture<PostgresTestDatabase>;

public sealed class LoginOnSqlite(SqliteTestDatabase database) : LoginConformance(database), IClassFixture<SqliteTestDatabase>;

/// <summary>One login per account while its session holds, over all workers together.</summary>
[Trait("Promise", "P-LOGIN")]
public abstract class LoginConformance(TestDatabase database) : PostingTest(database)
{
    [Fact]
    public async Task Two_workers_share_one_login_and_one_renewal()
    {
        var process = await Host.ProcessAsync();
        await PostByTwoAsync(process);
        Assert.Equal((1, 0), await Host.LoginsAsync());
        await Host.FaultAsync(new { kind = "expire_sessions", path = "/article" });
        await PostByTwoAsync(process);
        Assert.Equal((2, 0), await Host.LoginsAsync());
        Assert.Equal(4, await Host.CommentsAsync());
    }

    [Fact]
    public async Task A_session_is_used_for_a_day()
    {
        var process = await Host.ProcessAsync();
        for (var hour = 0; hour < 24; hour += 6)
        {
            Assert.Equal(RecordStatus.Posted, (await PostAsync(await ApprovedAsync(process)))[0].Status);
            await AdvanceAsync(TimeSpan.FromHours(6));
        }

        Assert.Equal((1, 0), await Host.LoginsAsync());
    }

    [Fact]
    public async Task A_session_that_dies_under_the_comment_itself_sends_it_once_more_after_a_login()
    {
        var process = await Host.ProcessAsync();
        await PostAsync(await ApprovedAsync(process));
        var record = (await ApprovedAsync(process))[0];
        await Host.FaultAsync(new { kind = "expire_sessions", method = "POST", path = "/article" });
        await PostAsync([record]);
        await PostAsync(record, after: TimeSpan.FromSeconds(1));
        Assert.Equal((RecordStatus.Posted, 0), (await PostAsync(record, after: TimeSpan.FromSeconds(1)), (await RecordAsync(record)).Tries));
        Assert.Equal(2, await Host.CommentsAsync());
    }

    [Fact]
    [Trait("Promise", "P-STUCK")]
    public async Task A_site_that_asks_for_a_login_wherever_it_is_written_to_is_written_to_once_after_a_login()
    {
        var record = (await ApprovedAsync(await Host.ProcessAsync()))[0];
        await Host.FaultAsync(new { kind = "expire_sessions", method = "POST", path = "/article", times = 100 });
        for (var i = 0; i < 6; i++) await PostAsync(record, after: TimeSpan.FromSeconds(3));
        var ended = await RecordAsync(record);
        Assert.Equal((RecordStatus.Failed, ErrorKind.Auth), (ended.Status, ended.ErrorKind));
        Assert.Equal((1, 0), await Host.LoginsAsync());
    }

    [Fact]
    public async Task A_wrong_password_is_tried_once_by_all_workers_together_and_the_account_says_so()
    {
        var process = await Host.ProcessAsync(prompts: 2, password: "wrong");
        var ids = await ApprovedAsync(process);
        await Task.WhenAll(PostAsync([ids[0]]), PostAsync([ids[1]], await Host.HireAsync()));
        await AdvanceAsync(TimeSpan.FromSeconds(3));
        Assert.All(await PostAsync(ids), record => Assert.Equal((RecordStatus.Failed, ErrorKind.Auth), (record.Status, record.ErrorKind)));
        Assert.Equal((0, 1), await Host.LoginsAsync());
        await using var context = await ContextAsync();
        var account = await context.Accounts.SingleAsync(row => row.Id == process.AccountIds[0], TestContext.Current.CancellationToken);
        Assert.Equal((AccountStatus.Failed, "The site refused the user name or the password."), (account.Status, account.LastError));
    }

    [Fact]
    public async Task A_refusal_of_an_old_password_says_nothing_of_the_one_that_a_person_entered_meanwhile()
    {
        var process = await Host.ProcessAsync(password: "wrong");
        var record = (await ApprovedAsync(process))[0];
        await Host.FaultAsync(new { kind = "latency", method = "POST", path = "/accounts/login/", delay = 20 });
        var posting = PostAsync([record]);
        await UntilAsync(async () => await Host.RequestsAsync("GET /accounts/login/") == 1, "the old password is on its way");
        await EnterPasswordAsync(process);
        await FinishAsync(posting);
        Assert.Equal((0, 1), await Host.LoginsAsync());
        await using var context = await ContextAsync();
        Assert.Equal(AccountStatus.Unknown, (await context.Accounts.SingleAsync(row => row.Id == process.AccountIds[0], TestContext.Current.CancellationToken)).Status);
    }

    [Fact]
    public async Task A_login_uses_the_password_as_it_is_then()
    {
        var process = await Host.ProcessAsync(password: "wrong");
        var account = (await Get<SiteDoor>().FindAsync(process.AccountIds, None))[process.AccountIds[0]];
        await EnterPasswordAsync(process);
        await Get<SiteDoor>().OpenAsync(account, new LedgerPermit(Database.Clock, _ => Task.FromResult(true), _ => Task.FromResult(true)), None);
        Assert.Equal((1, 0), await Host.LoginsAsync());
    }

    /// <summary>Two posts of one account on two articles, by two workers at the same time.</summary>
    private async Task PostByTwoAsync(SeededProcess process)
    {
        var (ids, other) = (await ApprovedAsync(process, articles: 2), await Host.HireAsync());
        for (var i = 0; i < 3; i++)
        {
            await Task.WhenAll(PostAsync([ids[0]]), PostAsync([ids[1]], other));
            await AdvanceAsync(TimeSpan.FromSeconds(3));
        }

        Assert.All(await RecordsAsync(ids), record => Assert.Equal(RecordStatus.Posted, record.Status));
    }
}
