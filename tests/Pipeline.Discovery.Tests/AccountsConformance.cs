using Pipeline.Domain.Accounts;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Jobs;
using Pipeline.Testing.Ledger;

namespace Pipeline.Discovery.Tests;

public sealed class AccountsOnPostgres(PostgresTestDatabase database) : AccountsConformance(database), IClassFixture<PostgresTestDatabase>;

public sealed class AccountsOnSqlite(SqliteTestDatabase database) : AccountsConformance(database), IClassFixture<SqliteTestDatabase>;

/// <summary>Each account reads the index for itself, with its own login and its own trouble.</summary>
public abstract class AccountsConformance(TestDatabase database) : DiscoveryTest(database)
{
    [Fact]
    [Trait("Promise", "P-ISOLATE")]
    public async Task Each_account_reads_its_own_index_and_gets_records_of_what_it_sees()
    {
        await Host.ArticlesAsync(2);
        var process = await Host.ProcessAsync(accounts: 2);
        await Host.FaultAsync(new { kind = "missing_pane", user = "user1" });
        var job = await RunAsync(process);
        Assert.Equal((JobStatus.Succeeded, 2), (job.Status, job.Saved));
        Assert.All(await FoundAsync(process), record => Assert.Equal(process.AccountIds[1], record.AccountId));
        Assert.Equal((1, 1), (await Host.RequestsAsync(Index, "user1"), await Host.RequestsAsync(Index, "user2")));
        Assert.Contains("38", job.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Promise", "P-ISOLATE")]
    public async Task An_account_that_the_site_keeps_waiting_delays_no_other()
    {
        await Host.ArticlesAsync(2);
        var process = await Host.ProcessAsync(accounts: 2);
        await Host.FaultAsync(new { kind = "latency", path = "/articles/", user = "user1", delay = 20 });
        var run = RunAsync(process);
        await UntilAsync(async () => await Host.RequestsAsync(Index, "user2") == 1, "the other account is read meanwhile");
        Assert.Equal(0, await Host.RequestsAsync(Index, "user1"));
        await FinishAsync(run);
        Assert.Equal(4, (await run).Saved);
    }

    [Fact]
    [Trait("Promise", "P-ISOLATE")]
    public async Task A_refused_account_is_tried_once_and_leaves_the_other_alone()
    {
        await Host.ArticlesAsync(2);
        var process = await Host.ProcessAsync(accounts: 2);
        await Host.FaultAsync(new { kind = "rejected_form", path = "/accounts/login/", user = "user1" });
        Assert.Equal((2, 0), ((await RunAsync(process)).Saved, (await RunAsync(process)).Saved));
        var refused = await AccountAsync(process.AccountIds[0]);
        Assert.Equal((AccountStatus.Failed, AccountStatus.Ok), (refused.Status, (await AccountAsync(process.AccountIds[1])).Status));
        Assert.Contains("password", refused.LastError, StringComparison.Ordinal);
        Assert.Equal(2, await Host.RequestsAsync(LogIn));
    }

    [Fact]
    public async Task A_run_fails_with_the_accounts_trouble_when_all_of_them_fail()
    {
        await Host.FaultAsync(new { kind = "error500", path = "/articles/" });
        var job = await RunAsync(await Host.ProcessAsync(accounts: 2));
        Assert.Equal((JobStatus.Failed, ErrorKind.Unreachable), (job.Status, job.ErrorKind));
    }

    [Fact]
    [Trait("Promise", "P-LOGIN")]
    public async Task A_session_serves_all_runs_until_it_dies_and_is_then_renewed_once()
    {
        var process = await Host.ProcessAsync();
        for (var i = 0; i < 3; i++) await RunAsync(process);
        Assert.Equal((1, 0), await Host.LoginsAsync());
        await Host.FaultAsync(new { kind = "expire_sessions" });
        Assert.Equal(JobStatus.Succeeded, (await RunAsync(process)).Status);
        Assert.Equal((2, 0), await Host.LoginsAsync());
    }

    [Fact]
    [Trait("Promise", "P-LOGIN")]
    public async Task Two_workers_log_in_once_the_other_one_waits_for_the_session()
    {
        var process = await Host.ProcessAsync();
        var (twin, other) = (await Services.TwinAsync(process), await Host.HireAsync());
        await Host.FaultAsync(new { kind = "latency", path = "/accounts/login/", delay = 5 });
        var runs = Task.WhenAll(RunAsync(process), RunAsync(twin, other));
        await FinishAsync(runs);
        Assert.All(await runs, run => Assert.Equal(JobStatus.Succeeded, run.Status));
        Assert.Equal((1, 0), await Host.LoginsAsync());
    }

    [Fact]
    [Trait("Promise", "P-LOGIN")]
    public async Task A_refusal_that_one_worker_got_is_enough_for_the_one_that_waited()
    {
        var process = await Host.ProcessAsync(password: "wrong");
        var (twin, other) = (await Services.TwinAsync(process), await Host.HireAsync());
        await Host.FaultAsync(new { kind = "latency", path = "/accounts/login/", delay = 5 });
        var runs = Task.WhenAll(RunAsync(process), RunAsync(twin, other));
        await FinishAsync(runs);
        Assert.All(await runs, run => Assert.Equal((JobStatus.Failed, ErrorKind.Auth), (run.Status, run.ErrorKind)));
        Assert.Equal((0, 1), await Host.LoginsAsync());
    }

    [Fact]
    public async Task A_site_that_asks_for_a_login_after_each_login_is_asked_once()
    {
        await Host.FaultAsync(new { kind = "expire_sessions", path = "/articles/", times = 100 });
        var job = await RunAsync(await Host.ProcessAsync());
        Assert.Equal((JobStatus.Failed, ErrorKind.Auth), (job.Status, job.ErrorKind));
        Assert.Equal((1, 0), await Host.LoginsAsync());
    }
}
