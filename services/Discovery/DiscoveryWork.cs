using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Processes;
using Pipeline.Persistence;

namespace Pipeline.Discovery;

/// <summary>What a run has to do: the process, its accounts and its prompts, in their order.</summary>
internal sealed record DiscoveryWork(MonitoringProcess Process, IReadOnlyList<Guid> AccountIds, IReadOnlyList<Guid> PromptIds)
{
    public static async Task<DiscoveryWork> LoadAsync(IDbContextFactory<PipelineDbContext> contexts, Guid processId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var process = await context.Processes.AsNoTracking().SingleAsync(row => row.Id == processId, cancellationToken);
        var accounts = await context.ProcessAccounts.Where(row => row.ProcessId == processId).OrderBy(row => row.Position).Select(row => row.AccountId).ToListAsync(cancellationToken);
        var prompts = await context.ProcessPrompts.Where(row => row.ProcessId == processId).OrderBy(row => row.Position).Select(row => row.PromptTemplateId).ToListAsync(cancellationToken);
        return new(process, accounts, prompts);
    }
}
