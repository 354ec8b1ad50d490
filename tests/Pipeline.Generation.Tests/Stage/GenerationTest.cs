using Microsoft.EntityFrameworkCore;
using Pipeline.Contracts;
using Pipeline.Domain.Providers;
using Pipeline.Domain.Records;
using Pipeline.Hosting.Secrets;
using Pipeline.Testing.Ledger;
using Pipeline.Testing.Llm;
using Pipeline.Testing.Stages;

namespace Pipeline.Generation.Tests.Stage;

/// <summary>Drives Generation, with the offline writer or with a provider that is fake but speaks real HTTP.</summary>
public abstract class GenerationTest(TestDatabase database) : StageTest(database, builder => builder.AddGeneration())
{
    protected const string Key = "sk-very-secret-1234567890";
    protected const string ArticleText =
        "Der kleine Drache Feuerzahn wohnt auf einem alten Vulkan.\n\nEines Morgens findet er vor seiner Höhle ein zitterndes Einhorn, das seinen Weg verloren hat.";

    protected FakeLlmServer Llm { get; private set; } = null!;

    protected override string[] AllowedHosts => [Llm.Host];

    public override async ValueTask InitializeAsync()
    {
        Llm = await FakeLlmServer.StartAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Llm.DisposeAsync(); // First: a stage doesn't stop while a call is under way.
        await base.DisposeAsync();
    }

    /// <summary>A process that writes with <see cref="Llm"/>.</summary>
    protected Task<SeededProcess> OpenAiProcessAsync(int accounts = 1, int prompts = 1, int? maxConcurrency = null, bool generateOnly = true) => Host.ProcessAsync(
        accounts, prompts, generateOnly,
        provider: owner =>
        {
            var id = Guid.CreateVersion7();
            var settings = new LlmProviderSettings(Llm.BaseUrl, "m-1", null, null, maxConcurrency, 1m, 2m, "CHF");
            return LlmProvider.Create(id, owner, "Schule", LlmProviderKind.OpenAi, settings, Get<SecretProtector>().Protect(Key, LlmProvider.KeyPurpose(id)), Now);
        });

    /// <summary>Records with a text; their ids.</summary>
    protected async Task<IReadOnlyList<Guid>> PreparedAsync(SeededProcess process, int articles = 1, int from = 1)
    {
        var found = await Services.DiscoverAsync(process, articles, from);
        return await Services.PrepareAsync(found.Select(record => record.RecordId), ArticleText);
    }

    /// <summary>Delivers one message; the records as they stand then.</summary>
    protected async Task<List<ArticleRecord>> GenerateAsync(IReadOnlyList<Guid> ids, StageWorker? worker = null, bool redelivered = false)
    {
        var process = (await RecordAsync(ids[0])).ProcessId;
        await (worker ?? Host.Worker).DeliverAsync<GenerationConsumer, ArticlesPrepared>(new(process, ids), redelivered, None);
        return await RecordsAsync(ids);
    }

    /// <summary>Delivers one message to a worker that may be stopped meanwhile.</summary>
    protected async Task<List<ArticleRecord>> GenerateUntilAsync(IReadOnlyList<Guid> ids, CancellationToken stopped)
    {
        var process = (await RecordAsync(ids[0])).ProcessId;
        await Host.Worker.DeliverAsync<GenerationConsumer, ArticlesPrepared>(new(process, ids), false, stopped);
        return await RecordsAsync(ids);
    }

    /// <summary>Delivers one message for one record, after some time.</summary>
    protected async Task<ArticleRecord> GenerateAsync(Guid id, TimeSpan after)
    {
        await AdvanceAsync(after);
        return (await GenerateAsync([id]))[0];
    }

    /// <summary>The comments that were ever written for a record.</summary>
    protected async Task<List<RecordComment>> CommentsAsync(Guid id)
    {
        await using var context = await ContextAsync();
        return await context.RecordComments.AsNoTracking().Where(comment => comment.RecordId == id).OrderBy(comment => comment.Revision).ToListAsync();
    }

    /// <summary>Changes a process's provider as a person does.</summary>
    protected async Task ChangeProviderAsync(SeededProcess process, Func<LlmProviderSettings, LlmProviderSettings> change)
    {
        await using var context = await ContextAsync();
        var provider = await context.LlmProviders.SingleAsync(row => row.Id == process.ProviderId);
        provider.Change(provider.Name, change(provider.Settings), provider.ApiKeyCipher, Now);
        await context.SaveChangesAsync();
    }
}
