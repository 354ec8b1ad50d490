using Microsoft.EntityFrameworkCore;
using Pipeline.DemoSite.Accounts;
using Pipeline.Domain.Accounts;
using Pipeline.Domain.Identity;
using Pipeline.Domain.Processes;
using Pipeline.Domain.Prompts;
using Pipeline.Domain.Providers;
using Pipeline.Domain.Sites;
using Pipeline.Hosting.Secrets;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Standalone;

/// <summary>
/// Something to look at: at the first start a process that reads one class of the demo site and generates comments, started.
/// Later starts only see to it that the site's address is right.
/// </summary>
internal sealed class DemoSeed(IDbContextFactory<PipelineDbContext> contexts, ProcessLedger processes, SecretProtector secrets, DemoMark mark, TimeProvider clock)
{
    private const string SiteName = "Demo site";

    public async Task EnsureAsync(Uri address, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var owner = (await context.Users.OrderBy(user => user.Id).FirstAsync(user => user.Role == UserRole.Admin, cancellationToken)).Id;
        if (mark.SiteOf(owner) is { } made) await MoveAsync(context, made, address, cancellationToken);
        else await MakeAsync(context, owner, address, cancellationToken);
    }

    /// <summary>The demo site listens elsewhere than at the last start.</summary>
    private async Task MoveAsync(PipelineDbContext context, Guid siteId, Uri address, CancellationToken cancellationToken)
    {
        if (await context.Sites.FindAsync([siteId], cancellationToken) is not { } site || site.Origin == Site.OriginOf(address)) return;
        site.Change(site.Name, address, site.Rate, clock.GetUtcNow().UtcDateTime);
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>A start that was cut short between its steps is taken up where it was: the mark comes last.</summary>
    private async Task MakeAsync(PipelineDbContext context, Guid owner, Uri address, CancellationToken cancellationToken)
    {
        var site = await context.Sites.FirstOrDefaultAsync(known => known.Name == SiteName, cancellationToken);
        if (site is null && await context.Processes.AnyAsync(cancellationToken)) return;
        if (site is null)
        {
            site = Add(context, owner, address, clock.GetUtcNow().UtcDateTime);
            await context.SaveChangesAsync(cancellationToken);
        }

        var waiting = await context.Processes.Where(process => process.SiteId == site.Id && process.StartedAt == null).Select(process => process.Id).ToListAsync(cancellationToken);
        foreach (var process in waiting) await processes.StartAsync(process, cancellationToken);
        mark.Set(owner, site.Id);
        await MoveAsync(context, site.Id, address, cancellationToken);
    }

    private Site Add(PipelineDbContext context, Guid owner, Uri address, DateTime now)
    {
        var site = Site.Create(owner, SiteName, SiteKind.MyMoment, address, SiteRate.Default, now);
        var accounts = new[] { DemoAccounts.Bot4aFirst, DemoAccounts.Bot4aSecond }.Select(login => Account(owner, site.Id, login, now)).ToList();
        var (encourage, first) = PromptTemplate.Create(owner, "Ermutigen", new(
            "Du bist ein freundlicher Lesebegleiter für Primarschulkinder. Du schreibst auf Deutsch mit Schweizer Rechtschreibung.",
            "Schreibe zum Text «{{ article.title }}» von {{ article.author }} einen kurzen, ermutigenden Kommentar.\n\n{{ article.content }}",
            "[Dieser Kommentar stammt von einem KI-ChatBot.]"), now);
        var provider = LlmProvider.Create(
            Guid.CreateVersion7(now), owner, "Offline (no network)", LlmProviderKind.Offline, new(null, "offline", null, null, null, null, null, null), null, now);
        var process = MonitoringProcess.Create(owner, Settings(site, provider), now);
        context.AddRange(site, encourage, first, provider, process);
        context.AddRange(accounts);
        context.AddRange(accounts.Select((account, i) => new ProcessAccount(process.Id, account.Id, i)));
        context.Add(new ProcessPrompt(process.Id, encourage.Id, 0));
        return site;
    }

    private Account Account(Guid owner, Guid siteId, DemoAccount login, DateTime now)
    {
        var id = Guid.CreateVersion7(now);
        return Domain.Accounts.Account.Create(
            id, owner, siteId, login.Username, login.DisplayName, secrets.Protect(login.Password, Domain.Accounts.Account.PasswordPurpose(id)), now);
    }

    private static ProcessSettings Settings(Site site, LlmProvider provider) => new(
        "Demo: Klasse 4a", "Reads class 4a of the demo site and writes a comment on each text. Nothing is posted until you approve it.",
        site.Id, provider.Id, new("38", [], [], null), new(TimeSpan.FromMinutes(3), null, "Europe/Zurich"), TimeSpan.FromHours(24),
        GenerateOnly: true, HideComments: false, new(20, 100, TimeSpan.FromSeconds(30)));
}
