using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Domain.Accounts;
using Pipeline.Domain.Identity;
using Pipeline.Domain.Processes;
using Pipeline.Domain.Prompts;
using Pipeline.Domain.Providers;
using Pipeline.Domain.Records;
using Pipeline.Domain.Sites;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Testing.Ledger;

/// <summary>A process with everything it refers to, in a test's database.</summary>
/// <param name="OwnerId">The user.</param>
/// <param name="SiteId">The site.</param>
/// <param name="ProcessId">The process.</param>
/// <param name="AccountIds">Its accounts.</param>
/// <param name="PromptIds">Its prompts.</param>
/// <param name="ProviderId">Its provider.</param>
public sealed record SeededProcess(Guid OwnerId, Guid SiteId, Guid ProcessId, IReadOnlyList<Guid> AccountIds, IReadOnlyList<Guid> PromptIds, Guid ProviderId);

/// <summary>Fills a database for tests of the ledger and of the stages.</summary>
public static class LedgerSeed
{
    /// <summary>A process with accounts and prompts; running unless told otherwise.</summary>
    public static async Task<SeededProcess> ProcessAsync(
        this IServiceProvider services, int accounts = 1, int prompts = 1, bool generateOnly = true, bool running = true, string baseUrl = "https://site.example/",
        ProcessLimits? limits = null, SiteRate? rate = null, Func<Guid, string>? passwordCipher = null, Func<Guid, LlmProvider>? provider = null)
    {
        await using var context = await services.GetRequiredService<IDbContextFactory<PipelineDbContext>>().CreateDbContextAsync();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var owner = User.Create($"{Guid.NewGuid():N}@example.org", "hash", UserRole.Operator, now);
        var site = Site.Create(owner.Id, "Site", SiteKind.MyMoment, new Uri(baseUrl), rate ?? SiteRate.Default, now);
        var writer = provider?.Invoke(owner.Id) ?? LlmProvider.Create(
            Guid.CreateVersion7(now), owner.Id, "Offline", LlmProviderKind.Offline, new(null, "offline", null, null, null, null, null, null), null, now);
        var logins = Enumerable.Range(1, accounts)
            .Select(n => (Number: n, Id: Guid.CreateVersion7()))
            .Select(a => Account.Create(a.Id, owner.Id, site.Id, $"user{a.Number}", $"User {a.Number}", passwordCipher?.Invoke(a.Id), now)).ToList();
        var templates = Enumerable.Range(1, prompts)
            .Select(n => PromptTemplate.Create(owner.Id, $"Prompt {n}", new("You comment.", "{{ article.content }}", "[Disclosure.]"), now)).ToList();
        var process = MonitoringProcess.Create(
            owner.Id,
            new(
                "Process", "", site.Id, writer.Id, new("38", [], [], null), new(TimeSpan.FromMinutes(3), null, "Europe/Zurich"), TimeSpan.FromHours(2),
                generateOnly, false, limits ?? new(null, null, null)),
            now);
        context.AddRange(owner, site, writer, process);
        context.AddRange(logins);
        context.AddRange(templates.Select(template => template.Template));
        context.AddRange(templates.Select(template => template.Version));
        context.AddRange(logins.Select((account, i) => new ProcessAccount(process.Id, account.Id, i)));
        context.AddRange(templates.Select((template, i) => new ProcessPrompt(process.Id, template.Template.Id, i)));
        await context.SaveChangesAsync();
        if (running) await services.GetRequiredService<ProcessLedger>().StartAsync(process.Id, CancellationToken.None);
        return new(owner.Id, site.Id, process.Id, [.. logins.Select(a => a.Id)], [.. templates.Select(t => t.Template.Id)], writer.Id);
    }

    /// <summary>Another running process with the same site, accounts, prompts and provider.</summary>
    public static async Task<SeededProcess> TwinAsync(this IServiceProvider services, SeededProcess of)
    {
        await using var context = await services.GetRequiredService<IDbContextFactory<PipelineDbContext>>().CreateDbContextAsync();
        var settings = (await context.Processes.AsNoTracking().SingleAsync(process => process.Id == of.ProcessId)).Settings;
        var twin = MonitoringProcess.Create(of.OwnerId, settings with { Name = "Twin" }, services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        context.Add(twin);
        context.AddRange(of.AccountIds.Select((account, i) => new ProcessAccount(twin.Id, account, i)));
        context.AddRange(of.PromptIds.Select((prompt, i) => new ProcessPrompt(twin.Id, prompt, i)));
        await context.SaveChangesAsync();
        await services.GetRequiredService<ProcessLedger>().StartAsync(twin.Id, CancellationToken.None);
        return of with { ProcessId = twin.Id };
    }

    /// <summary>Discovers articles: a record for each account and prompt.</summary>
    public static async Task<IReadOnlyList<MovedRecord>> DiscoverAsync(this IServiceProvider services, SeededProcess process, int articles = 1, int from = 1)
    {
        var found = Enumerable.Range(from, articles).Select(n => new FoundArticle($"{n}", $"https://site.example/article/{n}/", $"Title {n}", "Author", null)).ToList();
        var wanted = found.SelectMany(article => process.AccountIds.SelectMany(account => process.PromptIds.Select(prompt => new WantedRecord(article.ExternalId, account, prompt))));
        return await services.GetRequiredService<DiscoveryLedger>().AddAsync(process.ProcessId, process.SiteId, found, [.. wanted], CancellationToken.None);
    }

    /// <summary>Moves records on to <c>prepared</c>, with a text.</summary>
    public static async Task<IReadOnlyList<Guid>> PrepareAsync(this IServiceProvider services, IEnumerable<Guid> recordIds, string text = "A text of some words.")
    {
        var ledger = services.GetRequiredService<RecordLedger>();
        var claims = await ledger.ClaimAsync(Stage.Preparation, recordIds, CancellationToken.None);
        foreach (var claim in claims)
        {
            var record = await services.RecordAsync(claim.RecordId);
            var version = await services.GetRequiredService<ArticleTexts>().SaveAsync(
                new(record.ArticleId, "Title", "Author", "Unterhalten", "Erzählen", null, text), CancellationToken.None);
            await ledger.PreparedAsync(claim.ProcessId, [new(claim.RecordId, claim.Fencing, version)], CancellationToken.None);
        }

        return [.. claims.Select(claim => claim.RecordId)];
    }

    /// <summary>Moves records on to <c>generated</c>, with a comment.</summary>
    public static async Task<IReadOnlyList<Guid>> GenerateAsync(this IServiceProvider services, IEnumerable<Guid> recordIds, string text = "<p>[Disclosure.]</p><p>A comment.</p>") =>
        await services.WriteAsync(await services.PrepareAsync(recordIds), text);

    /// <summary>Moves prepared records on to <c>generated</c>, with a comment.</summary>
    public static async Task<IReadOnlyList<Guid>> WriteAsync(this IServiceProvider services, IEnumerable<Guid> recordIds, string text)
    {
        var ledger = services.GetRequiredService<RecordLedger>();
        var claims = await ledger.ClaimAsync(Stage.Generation, recordIds, CancellationToken.None);
        foreach (var process in claims.GroupBy(claim => claim.ProcessId))
        {
            await ledger.GeneratedAsync(
                process.Key,
                [.. process.Select(claim => new GeneratedRecord(claim.RecordId, claim.Fencing, 1, text, "Offline", "offline", 10, 20, TimeSpan.FromSeconds(1), null, null, null))],
                CancellationToken.None);
        }

        return [.. claims.Select(claim => claim.RecordId)];
    }

    /// <summary>A record's row.</summary>
    public static async Task<ArticleRecord> RecordAsync(this IServiceProvider services, Guid recordId)
    {
        await using var context = await services.GetRequiredService<IDbContextFactory<PipelineDbContext>>().CreateDbContextAsync();
        return await context.Records.AsNoTracking().SingleAsync(record => record.Id == recordId);
    }

    /// <summary>A process's row.</summary>
    public static async Task<MonitoringProcess> ProcessRowAsync(this IServiceProvider services, Guid processId)
    {
        await using var context = await services.GetRequiredService<IDbContextFactory<PipelineDbContext>>().CreateDbContextAsync();
        return await context.Processes.AsNoTracking().SingleAsync(process => process.Id == processId);
    }
}
