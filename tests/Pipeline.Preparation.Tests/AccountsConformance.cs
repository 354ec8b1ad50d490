using Pipeline.Domain.Accounts;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Records;
using Pipeline.Testing.Ledger;

namespace Pipeline.Preparation.Tests;

public sealed class AccountsOnPostgres(PostgresTestDatabase database) : AccountsConformance(database), IClassFixture<PostgresTestDatabase>;

public sealed class AccountsOnSqlite(SqliteTestDatabase database) : AccountsConformance(database), IClassFixture<SqliteTestDatabase>;

/// <summary>
/// Several accounts want one text. It is asked for once, as one of them: only if that one may not see it, the next one asks.
/// What is there already is used without a request, also for an account that could not have fetched it: each account has seen
/// the article in its own index, and its comment page decides in the end.
/// </summary>
public abstract class AccountsConformance(TestDatabase database) : PreparationTest(database)
{
    [Theory]
    [Trait("Promise", "P-ISOLATE")]
    [InlineData("forbidden403", "/article/", ErrorKind.Forbidden, "GET /article/{id}/")]
    [InlineData("rejected_form", "/accounts/login/", ErrorKind.Auth, "POST /accounts/login/")]
    public async Task What_the_first_account_may_not_is_its_records_trouble_alone(string fault, string path, ErrorKind kind, string asked)
    {
        var process = await Host.ProcessAsync(accounts: 2, prompts: 2);
        var ids = await DiscoveredAsync(process);
        await Host.FaultAsync(new { kind = fault, path, times = 1 });
        var byStatus = (await PrepareAsync(process, ids)).ToLookup(record => record.Status);
        Assert.Equal((2, 2), (byStatus[RecordStatus.Failed].Count(), byStatus[RecordStatus.Prepared].Count()));
        Assert.All(byStatus[RecordStatus.Failed], record => Assert.Equal(kind, record.ErrorKind));
        Assert.Single(byStatus[RecordStatus.Failed].Select(record => record.AccountId).Distinct());
        Assert.Equal(2, await Host.RequestsAsync(asked));
    }

    [Fact]
    [Trait("Promise", "P-ISOLATE")]
    public async Task A_text_that_is_there_is_used_without_asking_as_another_account()
    {
        var process = await Host.ProcessAsync(accounts: 2);
        var ids = await DiscoveredAsync(process);
        await Host.FaultAsync(new { kind = "forbidden403", path = "/article/", user = "user1" });
        await PrepareAsync(process, await OfAccountAsync(ids, process.AccountIds[1]));
        await PrepareAsync(process, await OfAccountAsync(ids, process.AccountIds[0]));
        Assert.All(await RecordsAsync(ids), record => Assert.Equal(RecordStatus.Prepared, record.Status));
        Assert.Equal((1, 0), (await Host.RequestsAsync(ArticlePage), await Host.RequestsAsync(ArticlePage, "user1")));
    }

    [Fact]
    [Trait("Promise", "P-ISOLATE")]
    public async Task An_account_that_can_not_log_in_for_now_delays_another_but_never_fails_it()
    {
        var process = await Host.ProcessAsync(accounts: 2);
        var ids = await DiscoveredAsync(process);
        await Host.FaultAsync(new { kind = "error500", method = "POST", path = "/accounts/login/", user = "user1" });
        for (var i = 0; i < 4; i++)
        {
            await PrepareAsync(process, ids);
            await AdvanceAsync(TimeSpan.FromMinutes(1));
        }

        var mine = Assert.Single(await OfAccountAsync(ids, process.AccountIds[1]));
        Assert.Equal((RecordStatus.Prepared, 0), ((await RecordAsync(mine)).Status, (await RecordAsync(mine)).Tries));
    }

    [Fact]
    [Trait("Promise", "P-LOGIN")]
    public async Task A_wrong_password_is_tried_once_however_many_articles_wait()
    {
        var process = await Host.ProcessAsync(password: "wrong");
        var records = await PrepareAsync(process, await DiscoveredAsync(process, articles: 12));
        await AdvanceAsync(TimeSpan.FromSeconds(3));
        records = await PrepareAsync(process, [.. records.Select(record => record.Id)]);
        Assert.All(records, record => Assert.Equal((RecordStatus.Failed, ErrorKind.Auth), (record.Status, record.ErrorKind)));
        Assert.Equal((0, 1), await Host.LoginsAsync());
        var (status, error) = await AccountAsync(process.AccountIds[0]);
        Assert.Equal(AccountStatus.Failed, status);
        Assert.Contains("password", error, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Promise", "P-LOGIN")]
    public async Task A_session_that_died_is_renewed_once_and_counts_as_no_try()
    {
        var process = await Host.ProcessAsync();
        await PrepareAsync(process, await DiscoveredAsync(process));
        await Host.FaultAsync(new { kind = "expire_sessions", path = "/article/" });
        var ids = await DiscoveredAsync(process);
        await PrepareAsync(process, ids);
        var record = Assert.Single(await PrepareAsync(process, ids));
        Assert.Equal((RecordStatus.Prepared, 0), (record.Status, record.Tries));
        Assert.Equal((2, 0), await Host.LoginsAsync());
    }

    [Fact]
    [Trait("Promise", "P-RETRY")]
    public async Task A_session_that_dies_right_after_its_login_fails_the_record_instead_of_logging_in_for_ever()
    {
        var process = await Host.ProcessAsync();
        await Host.FaultAsync(new { kind = "expire_sessions", path = "/article/", times = 100 });
        var record = Assert.Single(await PrepareAsync(process, await DiscoveredAsync(process)));
        Assert.Equal((RecordStatus.Failed, ErrorKind.Auth), (record.Status, record.ErrorKind));
        Assert.Equal((1, 0), await Host.LoginsAsync());
    }
}
