using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Processes;
using Pipeline.Persistence;

namespace Pipeline.Gateway.Monitoring;

/// <summary>A process with what it refers to.</summary>
/// <param name="Process">Its row.</param>
/// <param name="AccountIds">Its accounts, in order.</param>
/// <param name="PromptTemplateIds">Its prompt templates, in order.</param>
internal sealed record StoredProcess(MonitoringProcess Process, IReadOnlyList<Guid> AccountIds, IReadOnlyList<Guid> PromptTemplateIds)
{
    /// <summary>The processes with what they refer to: two more queries, however many they are.</summary>
    public static async Task<IReadOnlyList<StoredProcess>> OfAsync(
        PipelineDbContext context, IReadOnlyList<MonitoringProcess> processes, CancellationToken cancellationToken)
    {
        var ids = processes.Select(process => process.Id).ToList();
        var accounts = await context.ProcessAccounts.AsNoTracking().Where(use => ids.Contains(use.ProcessId)).ToListAsync(cancellationToken);
        var prompts = await context.ProcessPrompts.AsNoTracking().Where(use => ids.Contains(use.ProcessId)).ToListAsync(cancellationToken);
        var accountsOf = accounts.OrderBy(use => use.Position).ToLookup(use => use.ProcessId, use => use.AccountId);
        var promptsOf = prompts.OrderBy(use => use.Position).ToLookup(use => use.ProcessId, use => use.PromptTemplateId);
        return [.. processes.Select(process => new StoredProcess(process, [.. accountsOf[process.Id]], [.. promptsOf[process.Id]]))];
    }
}
