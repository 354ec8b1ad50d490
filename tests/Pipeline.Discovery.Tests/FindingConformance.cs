using Pipeline.Contracts;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Jobs;
using Pipeline.Domain.Processes;
using Pipeline.Domain.Records;
using Pipeline.Domain.Sites;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;

namespace Pipeline.Discovery.Tests;

public sealed class FindingOnPostgres(PostgresTestDatabase database) : FindingConformance(database), IClassFixture<PostgresTestDatabase>;

public sealed class FindingOnSqlite(SqliteTestDatabase database) : FindingConformance(database), IClassFixture<SqliteTestDatabase>;

/// <summary>What a run finds, and what it makes of it.</summary>
public abstract class FindingConformance(TestDatabase database) : DiscoveryTest(database)
{
    [Fact]
    [Trait("Promise", "P-SCOPE")]
    public async Task A_run_takes_the_texts_of_its_own_class_only()
    {
        await Host.ArticlesAsync(3);
        await Host.ArticlesAsync(4, tab: 39);
        var job = await RunAsync(await Host.ProcessAsync(accounts: 2, prompts: 2));
        Assert.Equal((JobStatus.Succeeded, 12), (job.Status, job.Saved));
    }

    [Fact]
    [Trait("Promise", "P-SCOPE")]
    public async Task A_missing_pane_is_site_changed_and_never_a_reason_to_read_more()
    {
        await Host.ArticlesAsync(2);
        await Host.FaultAsync(new { kind = "missing_pane" });
        var process = await Host.ProcessAsync();
        var job = await RunAsync(process);
        Assert.Equal((JobStatus.Failed, ErrorKind.SiteChanged, 0), (job.Status, job.ErrorKind, job.Saved));
        Assert.Contains("38", job.ErrorMessage, StringComparison.Ordinal);
        Assert.Empty(await FoundAsync(process));
        Assert.Equal(("site_changed", true), Host.Worker.Rung<DiscoveryFailed>().Select(failed => (failed.ErrorKind, failed.Permanent)).Single());
    }

    [Fact]
    [Trait("Promise", "P-ISOLATE")]
    [Trait("Promise", "P-TRIGGER")]
    public async Task A_thousand_records_that_wait_for_the_host_hold_up_no_run()
    {
        await Host.ArticlesAsync(2);
        var process = await Host.ProcessAsync(rate: SiteRate.Default);
        await using var context = await ContextAsync();
        var origin = (await context.Sites.FindAsync([process.SiteId], TestContext.Current.CancellationToken))!.Origin;
        for (var i = 0; i < 10; i++) await Get<HostSlots>().ReserveAheadAsync(origin, 1, 100, new(Guid.Empty, RecordStatus.Discovered), None);
        var run = RunAsync(process);
        await FinishAsync(run);
        Assert.Equal((JobStatus.Succeeded, 2), ((await run).Status, (await run).Saved));
    }

    [Fact]
    public async Task A_run_takes_whole_articles_only_and_leaves_the_rest_to_the_next()
    {
        await Host.ArticlesAsync(5);
        var process = await Host.ProcessAsync(accounts: 2, limits: new ProcessLimits(5, null, null));
        var (first, second, third, fourth) = (await RunAsync(process), await RunAsync(process), await RunAsync(process), await RunAsync(process));
        Assert.Equal((4, 4, 2, 0), (first.Saved, second.Saved, third.Saved, fourth.Saved));
        Assert.All((await FoundAsync(process)).GroupBy(record => record.ArticleId), article => Assert.Equal(2, article.Count()));
    }

    [Fact]
    public async Task A_run_that_may_not_take_all_takes_what_the_index_shows_first()
    {
        var newestFirst = (await Host.ArticlesAsync(8)).OrderDescending().Select(id => $"{id}");
        var process = await Host.ProcessAsync(accounts: 2, limits: new ProcessLimits(6, null, null));
        await RunAsync(process);
        Assert.Equal(newestFirst.Take(3).Order(), (await FoundArticlesAsync(process)).Order());
    }

    [Fact]
    public async Task New_articles_are_found_and_announced_once()
    {
        await Host.ArticlesAsync(2);
        var process = await Host.ProcessAsync();
        await RunAsync(process);
        await Host.ArticlesAsync(1);
        Assert.Equal((1, 0), ((await RunAsync(process)).Saved, (await RunAsync(process)).Saved));
        var announced = Host.Worker.Rung<ArticlesDiscovered>().SelectMany(message => message.RecordIds);
        Assert.Equal((await FoundAsync(process)).Select(record => record.Id), announced.Order());
        Assert.All(await FoundAsync(process), record => Assert.Equal((RecordStatus.Discovered, false), (record.Status, record.RingAt is null)));
    }

    [Fact]
    [Trait("Promise", "P-ONCE")]
    public async Task A_second_run_of_a_process_is_the_first_one()
    {
        var process = await Host.ProcessAsync();
        var one = await Get<JobLedger>().StartDiscoveryAsync(process.ProcessId, JobTrigger.Person, null, None);
        var two = await Get<JobLedger>().StartDiscoveryAsync(process.ProcessId, JobTrigger.Schedule, null, None);
        Assert.Equal((one!.JobId, false, true), (two!.JobId, one.Existing, two.Existing));
    }

    [Fact]
    [Trait("Promise", "P-ONCE")]
    public async Task A_doubled_message_runs_once()
    {
        var process = await Host.ProcessAsync();
        var run = await Get<JobLedger>().StartDiscoveryAsync(process.ProcessId, JobTrigger.Person, null, None);
        await Task.WhenAll(RunAsync(process, run!), RunAsync(process, run!, await Host.HireAsync()));
        await RunAsync(process, run!, redelivered: true);
        Assert.Equal((JobStatus.Succeeded, 1), ((await JobAsync(run!.JobId)).Status, await Host.RequestsAsync(Index)));
    }

    [Fact]
    [Trait("Promise", "P-STOP")]
    public async Task A_run_whose_process_was_stopped_asks_the_site_nothing_more()
    {
        await Host.ArticlesAsync(2);
        var process = await Host.ProcessAsync();
        var run = await Get<JobLedger>().StartDiscoveryAsync(process.ProcessId, JobTrigger.Person, null, None);
        var claim = await Services.ClaimRunAsync(run!.JobId);
        await Get<ProcessLedger>().StopAsync(process.ProcessId, StopReason.User, None);
        await Get<DiscoveryRun>().RunAsync(claim, None);
        Assert.Equal(JobStatus.Cancelled, (await JobAsync(run.JobId)).Status);
        Assert.Equal(0, (await Host.GetAsync("requests")).GetProperty("total").GetInt32());
    }
}
