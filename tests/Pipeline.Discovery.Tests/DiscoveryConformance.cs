using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Domain.Jobs;
using Pipeline.Domain.Processes;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;
using Pipeline.Testing.Stages;

namespace Pipeline.Discovery.Tests;

public sealed class DiscoveryOnPostgres(PostgresTestDatabase database) : DiscoveryConformance(database), IClassFixture<PostgresTestDatabase>;

public sealed class DiscoveryOnSqlite(SqliteTestDatabase database) : DiscoveryConformance(database), IClassFixture<SqliteTestDatabase>;

/// <summary>Discovery against the demo site, whichever database carries the ledger.</summary>
public abstract class DiscoveryConformance(TestDatabase database) : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private StageHost _host = null!;

    private IServiceProvider Services => _host.Services;

    public async ValueTask InitializeAsync() => _host = await StageHost.StartAsync(database, builder => builder.AddDiscovery());

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _host.DisposeAsync();
    }

    [Fact]
    [Trait("Promise", "P-SCOPE")]
    public async Task A_run_takes_the_texts_of_its_own_class_only_and_logs_each_account_in_once()
    {
        await _host.ArticlesAsync(3);
        await _host.ArticlesAsync(4, tab: 39);
        var job = await RunAsync(await _host.ProcessAsync(accounts: 2, prompts: 2));
        Assert.Equal((JobStatus.Succeeded, 12), (job.Status, job.Saved));
    }

    [Fact]
    public async Task A_run_takes_whole_articles_only_and_leaves_the_rest_to_the_next()
    {
        await _host.ArticlesAsync(5);
        var process = await _host.ProcessAsync(accounts: 2, limits: new ProcessLimits(5, null, null));
        var (first, second, third) = (await RunAsync(process), await RunAsync(process), await RunAsync(process));
        Assert.Equal((4, 4, 2), (first.Saved, second.Saved, third.Saved));
    }

    [Fact]
    [Trait("Promise", "P-SCOPE")]
    public async Task A_missing_pane_is_an_error_and_never_a_reason_to_read_more()
    {
        await _host.ArticlesAsync(2);
        await _host.FaultAsync(new { kind = "missing_pane" });
        var job = await RunAsync(await _host.ProcessAsync());
        Assert.Equal((JobStatus.Failed, 0), (job.Status, job.Saved));
        Assert.Contains("38", job.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Promise", "P-ONCE")]
    public async Task A_second_run_of_a_process_is_the_first_one()
    {
        var process = await _host.ProcessAsync();
        var jobs = Services.GetRequiredService<JobLedger>();
        var one = await jobs.StartDiscoveryAsync(process.ProcessId, JobTrigger.Person, null, None);
        var two = await jobs.StartDiscoveryAsync(process.ProcessId, JobTrigger.Schedule, null, None);
        Assert.Equal((one!.JobId, false, true), (two!.JobId, one.Existing, two.Existing));
    }

    private async Task<Job> RunAsync(SeededProcess process)
    {
        var jobs = Services.GetRequiredService<JobLedger>();
        var start = await jobs.StartDiscoveryAsync(process.ProcessId, JobTrigger.Person, null, None);
        var claim = await jobs.ClaimAsync(start!.JobId, None);
        await Services.GetRequiredService<DiscoveryRun>().RunAsync(claim!, None);
        await using var context = await Services.GetRequiredService<IDbContextFactory<PipelineDbContext>>().CreateDbContextAsync(None);
        return await context.Jobs.SingleAsync(job => job.Id == start.JobId, None);
    }
}
