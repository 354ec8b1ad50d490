using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Processes;

namespace Pipeline.Persistence.Processes;

/// <summary>A process with what it refers to.</summary>
/// <param name="Process">Its row.</param>
/// <param name="AccountIds">Its accounts, in order.</param>
/// <param name="PromptTemplateIds">Its prompt templates, in order.</param>
public sealed record StoredProcess(MonitoringProcess Process, IReadOnlyList<Guid> AccountIds, IReadOnlyList<Guid> PromptTemplateIds)
{
    /// <summary>The processes with what they refer to: one more query, however many they are.</summary>
    public static async Task<IReadOnlyList<StoredProcess>> OfAsync(
        PipelineDbContext context, IReadOnlyList<MonitoringProcess> processes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var ids = processes.Select(process => process.Id).ToList();
        var accounts = context.ProcessAccounts.Where(use => ids.Contains(use.ProcessId)).Select(use => new { use.ProcessId, IsAccount = true, Id = use.AccountId, use.Position });
        var prompts = context.ProcessPrompts.Where(use => ids.Contains(use.ProcessId)).Select(use => new { use.ProcessId, IsAccount = false, Id = use.PromptTemplateId, use.Position });
        var uses = (await accounts.Concat(prompts).ToListAsync(cancellationToken)).OrderBy(use => use.Position).ToLookup(use => (use.ProcessId, use.IsAccount), use => use.Id);
        return [.. processes.Select(process => new StoredProcess(process, [.. uses[(process.Id, true)]], [.. uses[(process.Id, false)]]))];
    }
}
