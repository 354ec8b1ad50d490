using Microsoft.Extensions.Options;
using Pipeline.Domain.Accounts;
using Pipeline.Domain.Net;
using Pipeline.Domain.Processes;
using Pipeline.Domain.Prompts;
using Pipeline.Domain.Sites;
using Pipeline.Gateway.Api;
using Pipeline.Gateway.Providers;
using Quartz;

namespace Pipeline.Gateway.Monitoring;

/// <summary>Whether a process can be saved, and whether it can run. Stored facts only: nothing is asked of a site or an LLM.</summary>
internal sealed class ProcessChecks(IOptions<OutboundHttpOptions> http, TimeProvider clock)
{
    /// <summary>Fields of the contract that come with later versions.</summary>
    public static void NotYet(ProcessInput input, Faults faults)
    {
        faults.NotYet("fallbackProviderId", input.FallbackProviderId is not null);
        faults.NotYet("filters.keywords", input.Filters?.Keywords is { Count: > 0 });
        faults.NotYet("filters.languages", input.Filters?.Languages is { Count: > 0 });
        faults.NotYet("schedule.activeHours", input.Schedule?.ActiveHours is { Count: > 0 });
        faults.NotYet("translateTo", input.TranslateTo is not null);
        faults.NotYet("limits.quietHours", input.Limits?.QuietHours is { Count: > 0 });
        faults.NotYet("limits.budget", input.Limits?.Budget is not null);
    }

    /// <summary>Everything that speaks against saving these settings.</summary>
    public void Saveable(ProcessSettings settings, ProcessReferences references, Faults faults)
    {
        faults.AddRange(ProcessRules.Check(settings, references.Named.AccountIds, references.Named.PromptTemplateIds));
        if (settings.Schedule.Cron is { } cron) Cron(cron, faults);
        references.Check(faults);
    }

    /// <summary>Everything that speaks against running it: what speaks against saving, since rules and what is referred to change, and more.</summary>
    public void Runnable(ProcessSettings settings, ProcessReferences references, Faults faults)
    {
        Saveable(settings, references, faults);
        if (references.Site is { } site) Site(site, faults);
        foreach (var account in references.Accounts) Account(account, faults);
        foreach (var prompt in references.Prompts) Prompt(prompt, faults);
        if (references.Provider is not { } provider) return;
        if (ProviderRules.NeedsKey(provider) && provider.ApiKeyCipher is null)
            faults.Add("llmProviderId", $"The provider '{provider.Name}' has no API key, and its endpoint needs one: set its apiKey.");
        if (provider.Settings.BaseUrl is { } baseUrl && http.Value.Policy().RefuseAddress(new Uri(baseUrl)) is { } refusal)
            faults.Add("llmProviderId", $"The provider '{provider.Name}' can't be reached: {refusal}");
    }

    private void Cron(string text, Faults faults)
    {
        try
        {
            if (new CronExpression(text).GetNextValidTimeAfter(clock.GetUtcNow()) is null) faults.Add("schedule.cron", "Never comes due: give an expression with a time to come.");
        }
        catch (FormatException unreadable)
        {
            faults.Add("schedule.cron", $"Is not a Quartz cron expression ({unreadable.Message}): give six or seven fields, e.g. \"0 0/10 8-16 ? * MON-FRI\".");
        }
    }

    private void Site(Site site, Faults faults)
    {
        SiteSettings.Read(site.Kind, null, http.Value.MaxRequestsPerSecond, out var kindFaults);
        foreach (var fault in kindFaults) faults.Add("siteId", fault.Message);
        if (http.Value.Policy().RefuseAddress(new Uri(site.BaseUrl)) is { } refusal) faults.Add("siteId", $"The site '{site.Name}' can't be reached: {refusal}");
    }

    private static void Account(Account account, Faults faults)
    {
        if (account.PasswordCipher is null) faults.Add("accountIds", $"The account '{account.Username}' has no password: set it.");
        if (account.Status == AccountStatus.Failed)
            faults.Add("accountIds", $"The site refused the account '{account.Username}' ({account.LastError}): correct its password, or test it again.");
    }

    private static void Prompt(PromptVersion prompt, Faults faults)
    {
        foreach (var problem in PromptTemplateRules.Validate(prompt.Name, prompt.SystemPrompt, prompt.UserPromptTemplate, prompt.Disclosure))
            faults.Add("promptTemplateIds", $"The prompt template '{prompt.Name}' can't be used: {problem.Message}");
    }
}
