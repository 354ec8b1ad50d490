using Microsoft.EntityFrameworkCore;
using Pipeline.Contracts;
using Pipeline.Domain.Records;
using Pipeline.Testing.Ledger;
using Pipeline.Testing.Stages;

namespace Pipeline.Preparation.Tests;

/// <summary>Drives Preparation against the demo site.</summary>
public abstract class PreparationTest(TestDatabase database) : StageTest(database, builder => builder.AddPreparation())
{
    protected const string ArticlePage = "GET /article/{id}/";

    /// <summary>Puts articles on the site and discovers them; the records' ids, article by article.</summary>
    protected async Task<IReadOnlyList<Guid>> DiscoveredAsync(SeededProcess process, int articles = 1) =>
        await DiscoveredAsync(process, await Host.ArticlesAsync(articles));

    /// <summary>Discovers articles of the site for a process.</summary>
    protected async Task<IReadOnlyList<Guid>> DiscoveredAsync(SeededProcess process, IReadOnlyList<int> articles)
    {
        var found = await Services.DiscoverAsync(process, articles.Count, articles.Count > 0 ? articles[0] : 0);
        return [.. found.Select(record => record.RecordId)];
    }

    /// <summary>Delivers one message; the records as they stand then.</summary>
    protected async Task<List<ArticleRecord>> PrepareAsync(SeededProcess process, IReadOnlyList<Guid> ids, StageWorker? worker = null, bool redelivered = false)
    {
        await (worker ?? Host.Worker).DeliverAsync<PreparationConsumer, ArticlesDiscovered>(new(process.ProcessId, ids), redelivered);
        return await RecordsAsync(ids);
    }

    /// <summary>The records of one of a process's accounts.</summary>
    protected async Task<IReadOnlyList<Guid>> OfAccountAsync(IReadOnlyList<Guid> ids, Guid account) =>
        [.. (await RecordsAsync(ids)).Where(record => record.AccountId == account).Select(record => record.Id)];

    protected async Task<(Domain.Accounts.AccountStatus Status, string? Error)> AccountAsync(Guid id)
    {
        await using var context = await ContextAsync();
        var account = await context.Accounts.AsNoTracking().SingleAsync(row => row.Id == id);
        return (account.Status, account.LastError);
    }
}
