using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Contracts;
using Pipeline.Domain.Accounts;
using Pipeline.Domain.Jobs;
using Pipeline.Domain.Records;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;
using Pipeline.Testing.Stages;

namespace Pipeline.Discovery.Tests;

/// <summary>Drives Discovery against the demo site.</summary>
public abstract class DiscoveryTest(TestDatabase database) : StageTest(database, builder => builder.AddDiscovery())
{
    protected const string Index = "GET /articles/";
    protected const string LogIn = "POST /accounts/login/";

    /// <summary>A whole run as a person asks for it; its job as it ended.</summary>
    protected async Task<Job> RunAsync(SeededProcess process, StageWorker? worker = null)
    {
        var run = await Get<JobLedger>().StartDiscoveryAsync(process.ProcessId, JobTrigger.Person, null, None);
        return await RunAsync(process, run!, worker);
    }

    /// <summary>Delivers the message of a run; its job as it stands then.</summary>
    protected async Task<Job> RunAsync(SeededProcess process, JobStart run, StageWorker? worker = null, bool redelivered = false)
    {
        await (worker ?? Host.Worker).DeliverAsync<DiscoveryConsumer, DiscoverArticles>(new(run.JobId, process.ProcessId, run.Epoch), redelivered);
        return await JobAsync(run.JobId);
    }

    protected async Task<Job> JobAsync(Guid id)
    {
        await using var context = await ContextAsync();
        return await context.Jobs.AsNoTracking().SingleAsync(job => job.Id == id);
    }

    /// <summary>What a process has discovered, oldest first.</summary>
    protected async Task<List<ArticleRecord>> FoundAsync(SeededProcess process)
    {
        await using var context = await ContextAsync();
        return await context.Records.AsNoTracking().Where(record => record.ProcessId == process.ProcessId).OrderBy(record => record.Id).ToListAsync();
    }

    /// <summary>The site's ids of the articles that a process has discovered.</summary>
    protected async Task<List<string>> FoundArticlesAsync(SeededProcess process)
    {
        await using var context = await ContextAsync();
        return await context.Records.Where(record => record.ProcessId == process.ProcessId)
            .Join(context.Articles, record => record.ArticleId, article => article.Id, (_, article) => article.ExternalId).Distinct().ToListAsync();
    }

    protected async Task<Account> AccountAsync(Guid id)
    {
        await using var context = await ContextAsync();
        return await context.Accounts.AsNoTracking().SingleAsync(account => account.Id == id);
    }
}
