using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;

namespace Pipeline.Faults.Deployment;

/// <summary>Measures the kinds of statements that have a limit of their own, on a database that others work on.</summary>
public sealed class StatementTimes(string connectionString)
{
    private const int Times = 200;
    private const int Batches = 20;
    private const int ArticlesPerBatch = 100;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Each kind with its times in ms: the median, the 99th of a hundred, the longest.</summary>
    public async Task<IReadOnlyList<string>> MeasureAsync()
    {
        var collection = new ServiceCollection();
        collection.AddSingleton(WorkerIdentity.For("measure"));
        await using var services = collection.AddPostgresPersistence(() => connectionString).BuildServiceProvider();
        var process = await services.ProcessAsync(accounts: 2, prompts: 2, running: false);
        var batch = 0;
        return
        [
            await MeasureAsync("configuration read (process, site, provider, accounts, prompts)", Times, () => ReadAsync(services, process)),
            await MeasureAsync("single update (a sign of life)", Times, () => services.GetRequiredService<WorkerHeartbeats>().BeatAsync(new("measure", "measure@1"), "1", Cancellation)),
            await MeasureAsync($"batch insert ({ArticlesPerBatch} articles, {ArticlesPerBatch * 4} records)", Batches, () => services.DiscoverAsync(process, ArticlesPerBatch, 1 + (batch++ * ArticlesPerBatch))),
        ];
    }

    private static async Task ReadAsync(ServiceProvider services, SeededProcess process)
    {
        await using var context = await services.GetRequiredService<IDbContextFactory<PipelineDbContext>>().CreateDbContextAsync(Cancellation);
        var query = from row in context.Processes
                    join site in context.Sites on row.SiteId equals site.Id
                    join provider in context.LlmProviders on row.LlmProviderId equals provider.Id
                    where row.Id == process.ProcessId
                    select new
                    {
                        row, site, provider, accounts = context.ProcessAccounts.Where(use => use.ProcessId == row.Id).ToList(),
                        prompts = context.ProcessPrompts.Where(use => use.ProcessId == row.Id).ToList(),
                    };
        await query.AsNoTracking().SingleAsync(Cancellation);
    }

    private static async Task<string> MeasureAsync(string what, int times, Func<Task> act)
    {
        await act(); // What is compiled at the first call is no time of the database.
        var measured = new List<double>();
        for (var i = 0; i < times; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            await act();
            measured.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        measured.Sort();
        return $"{what}: median {measured[times / 2]:0.0} ms, p99 {measured[(int)(times * 0.99)]:0.0} ms, longest {measured[^1]:0.0} ms";
    }
}
