using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Accounts;
using Pipeline.Domain.Processes;
using Pipeline.Domain.Prompts;
using Pipeline.Domain.Providers;
using Pipeline.Domain.Sites;
using Pipeline.Gateway.Api;
using Pipeline.Gateway.Identity;
using Pipeline.Persistence;

namespace Pipeline.Gateway.Monitoring;

/// <summary>What a process refers to, as far as it is there and belongs to the caller.</summary>
internal sealed record ProcessReferences(Site? Site, LlmProvider? Provider, IReadOnlyList<Account> Accounts, IReadOnlyList<PromptVersion> Prompts)
{
    public static async Task<ProcessReferences> FindAsync(
        PipelineDbContext context, Caller caller, ProcessSettings settings, IReadOnlyList<Guid> accountIds, IReadOnlyList<Guid> promptIds, CancellationToken cancellationToken)
    {
        var prompts =
            from template in context.PromptTemplates.OwnedBy(caller)
            join version in context.PromptVersions on new { template.Id, template.Version } equals new { Id = version.TemplateId, version.Version }
            where promptIds.Contains(template.Id)
            select version;
        return new ProcessReferences(
            await context.Sites.AsNoTracking().OwnedBy(caller).SingleOrDefaultAsync(site => site.Id == settings.SiteId, cancellationToken),
            await context.LlmProviders.AsNoTracking().OwnedBy(caller).SingleOrDefaultAsync(provider => provider.Id == settings.LlmProviderId, cancellationToken),
            await context.Accounts.AsNoTracking().OwnedBy(caller).Where(account => accountIds.Contains(account.Id)).ToListAsync(cancellationToken),
            await prompts.AsNoTracking().ToListAsync(cancellationToken));
    }

    /// <summary>What is named and isn't there, or doesn't fit.</summary>
    public void Check(ProcessSettings settings, IReadOnlyList<Guid> accountIds, IReadOnlyList<Guid> promptIds, Faults faults)
    {
        if (settings.SiteId == Guid.Empty) faults.Add("siteId", "Is missing: give the id of one of your sites.");
        else if (Site is null) faults.Add("siteId", $"There is no site {settings.SiteId} among yours: give the id of one that is.");
        if (settings.LlmProviderId == Guid.Empty) faults.Add("llmProviderId", "Is missing: give the id of one of your LLM providers.");
        else if (Provider is null) faults.Add("llmProviderId", $"There is no LLM provider {settings.LlmProviderId} among yours: give the id of one that is.");
        foreach (var id in accountIds.Distinct())
        {
            if (Accounts.FirstOrDefault(account => account.Id == id) is not { } account)
                faults.Add("accountIds", $"There is no account {id} among yours: give ids of accounts that are.");
            else if (Site is not null && account.SiteId != Site.Id)
                faults.Add("accountIds", $"The account '{account.Username}' ({id}) is one of another site: give accounts of the site '{Site.Name}'.");
        }

        foreach (var id in promptIds.Distinct().Where(id => Prompts.All(prompt => prompt.TemplateId != id)))
            faults.Add("promptTemplateIds", $"There is no prompt template {id} among yours: give ids of templates that are.");
    }
}
