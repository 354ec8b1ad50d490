using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Accounts;
using Pipeline.Domain.Processes;
using Pipeline.Domain.Prompts;
using Pipeline.Domain.Providers;
using Pipeline.Domain.Sites;
using Pipeline.Gateway.Api;
using Pipeline.Persistence;
using Pipeline.Persistence.Processes;

namespace Pipeline.Gateway.Monitoring;

/// <summary>What a process, stored or not yet, names.</summary>
internal sealed record ProcessNames(Guid OwnerId, Guid SiteId, Guid LlmProviderId, IReadOnlyList<Guid> AccountIds, IReadOnlyList<Guid> PromptTemplateIds)
{
    public static ProcessNames Of(StoredProcess stored) => new(
        stored.Process.OwnerId, stored.Process.SiteId, stored.Process.LlmProviderId, stored.AccountIds, stored.PromptTemplateIds);

    public static ProcessNames Of(Guid ownerId, ProcessSettings settings, IReadOnlyList<Guid> accountIds, IReadOnlyList<Guid> promptTemplateIds) => new(
        ownerId, settings.SiteId, settings.LlmProviderId, accountIds, promptTemplateIds);
}

/// <summary>What a process refers to, as far as it is there and belongs to its owner.</summary>
internal sealed record ProcessReferences(ProcessNames Named, Site? Site, LlmProvider? Provider, IReadOnlyList<Account> Accounts, IReadOnlyList<PromptVersion> Prompts)
{
    /// <summary>What each names, in their order: four queries, however many they are.</summary>
    public static async Task<IReadOnlyList<ProcessReferences>> FindAsync(
        PipelineDbContext context, IReadOnlyList<ProcessNames> named, CancellationToken cancellationToken)
    {
        var owners = Distinct(named.Select(names => names.OwnerId));
        var siteIds = Distinct(named.Select(names => names.SiteId));
        var providerIds = Distinct(named.Select(names => names.LlmProviderId));
        var accountIds = Distinct(named.SelectMany(names => names.AccountIds));
        var promptIds = Distinct(named.SelectMany(names => names.PromptTemplateIds));
        var versions =
            from template in context.PromptTemplates
            join version in context.PromptVersions on new { template.Id, template.Version } equals new { Id = version.TemplateId, version.Version }
            where owners.Contains(template.OwnerId) && promptIds.Contains(template.Id)
            select new { template.OwnerId, version };
        var sites = await context.Sites.AsNoTracking().Where(site => owners.Contains(site.OwnerId) && siteIds.Contains(site.Id)).ToListAsync(cancellationToken);
        var providers = await context.LlmProviders.AsNoTracking()
            .Where(provider => owners.Contains(provider.OwnerId) && providerIds.Contains(provider.Id)).ToListAsync(cancellationToken);
        var accounts = await context.Accounts.AsNoTracking()
            .Where(account => owners.Contains(account.OwnerId) && accountIds.Contains(account.Id)).ToListAsync(cancellationToken);
        var prompts = await versions.AsNoTracking().ToListAsync(cancellationToken);
        return [.. named.Select(names => new ProcessReferences(
            names,
            sites.SingleOrDefault(site => site.OwnerId == names.OwnerId && site.Id == names.SiteId),
            providers.SingleOrDefault(provider => provider.OwnerId == names.OwnerId && provider.Id == names.LlmProviderId),
            [.. accounts.Where(account => account.OwnerId == names.OwnerId && names.AccountIds.Contains(account.Id))],
            [.. prompts.Where(prompt => prompt.OwnerId == names.OwnerId && names.PromptTemplateIds.Contains(prompt.version.TemplateId)).Select(prompt => prompt.version)]))];
    }

    /// <summary>What is named and isn't there, or doesn't fit.</summary>
    public void Check(Faults faults)
    {
        if (Named.SiteId == Guid.Empty) faults.Add("siteId", "Is missing: give the id of one of your sites.");
        else if (Site is null) faults.Add("siteId", $"There is no site {Named.SiteId} among yours: give the id of one that is.");
        if (Named.LlmProviderId == Guid.Empty) faults.Add("llmProviderId", "Is missing: give the id of one of your LLM providers.");
        else if (Provider is null) faults.Add("llmProviderId", $"There is no LLM provider {Named.LlmProviderId} among yours: give the id of one that is.");
        foreach (var id in Named.AccountIds.Distinct())
        {
            if (Accounts.FirstOrDefault(account => account.Id == id) is not { } account)
                faults.Add("accountIds", $"There is no account {id} among yours: give ids of accounts that are.");
            else if (Site is not null && account.SiteId != Site.Id)
                faults.Add("accountIds", $"The account '{account.Username}' ({id}) is one of another site: give accounts of the site '{Site.Name}'.");
        }

        foreach (var id in Named.PromptTemplateIds.Distinct().Where(id => Prompts.All(prompt => prompt.TemplateId != id)))
            faults.Add("promptTemplateIds", $"There is no prompt template {id} among yours: give ids of templates that are.");
    }

    private static List<Guid> Distinct(IEnumerable<Guid> ids) => [.. ids.Distinct()];
}
