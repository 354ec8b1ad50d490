using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Domain.Sites;
using Pipeline.Hosting.Secrets;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;
using Pipeline.Testing.Stages;

namespace Pipeline.Posting.Tests.Model;

/// <summary>A ledger, two workers and a site; one storm after the other, each about records and an address of its own.</summary>
internal sealed class ModelWorld : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly ServiceProvider _services;
    private readonly List<ModelWorker> _workers = [];
    private Dictionary<Guid, string> _texts = [];
    private int _storms;

    private ModelWorld(TestDatabase database)
    {
        (_database, _services) = (database, database.Services());
        Site = new ModelSite(database.Clock);
    }

    public ModelSite Site { get; }

    /// <summary>The ledger as the model itself uses it.</summary>
    public IServiceProvider Services => _services;

    public static async Task<ModelWorld> StartAsync(TestDatabase database)
    {
        var world = new ModelWorld(database);
        for (var i = 0; i < 2; i++)
            world._workers.Add(await ModelWorker.StartAsync(database, world._services.GetRequiredService<LedgerDatabase>(), world.Site));
        return world;
    }

    /// <summary>Outcomes that were taken from workers who had lost their records.</summary>
    public IEnumerable<string> Stolen => _workers.SelectMany(worker => worker.Ledger.Stolen);

    public ModelWorker Worker(int number) => _workers[number % _workers.Count];

    public string TextOf(Guid prompt) => _texts[prompt];

    /// <summary>Time as the ledger has it; the workers' clocks go along.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        await _database.AdvanceAsync(time);
        foreach (var worker in _workers) worker.Clock.Advance(time);
    }

    /// <summary>Makes a storm ready: eight records, most of them generated.</summary>
    /// <param name="sameText">Whether both prompts lead to the very same text.</param>
    public async Task<Storm> BrewAsync(bool sameText)
    {
        Site.Reset();
        foreach (var worker in _workers) worker.Ledger.Stolen.Clear();
        var protector = Worker(0).Services.GetRequiredService<SecretProtector>();
        var first = await Services.ProcessAsync(
            accounts: 2, prompts: 2, generateOnly: false, baseUrl: $"https://storm{++_storms}.example/", rate: new SiteRate(10_000, 10_000),
            passwordCipher: id => protector.Protect(StageHost.Password, $"account:{id}:password"));
        SeededProcess[] processes = [first, await Services.TwinAsync(first)];
        _texts = first.PromptIds.ToDictionary(id => id, id => $"<p>[Disclosure.]</p><p>A comment {(sameText ? "" : id)}.</p>");
        var found = new List<Guid>();
        foreach (var process in processes) found.AddRange((await Services.DiscoverAsync(process)).Select(record => record.RecordId));
        await Services.PrepareAsync(found.Skip(2));
        await using var context = await Services.GetRequiredService<IDbContextFactory<PipelineDbContext>>().CreateDbContextAsync();
        var rows = await context.Records.AsNoTracking().Where(record => found.Contains(record.Id)).ToListAsync();
        foreach (var record in rows.Where(record => found.IndexOf(record.Id) >= 3)) await Services.WriteAsync([record.Id], TextOf(record.PromptTemplateId));
        return new Storm(this, processes, [.. found], rows.ToDictionary(record => record.Id, record => $"account {first.AccountIds.ToList().IndexOf(record.AccountId)}, prompt {first.PromptIds.ToList().IndexOf(record.PromptTemplateId)}"));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers) await worker.DisposeAsync();
        await _services.DisposeAsync();
    }
}
