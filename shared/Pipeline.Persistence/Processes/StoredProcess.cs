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
        return With(processes, await Uses(context, [.. processes.Select(process => process.Id)]).ToListAsync(cancellationToken));
    }

    /// <summary>The processes with these ids and what they refer to, in one query; those that are gone are left out.</summary>
    public static async Task<IReadOnlyList<StoredProcess>> WithIdsAsync(PipelineDbContext context, IReadOnlyList<Guid> ids)
    {
        ArgumentNullException.ThrowIfNull(context);
        var query = from process in context.Processes.Where(process => ids.Contains(process.Id))
                    join use in Uses(context, ids) on process.Id equals use.ProcessId into uses
                    from use in uses.DefaultIfEmpty()
                    select new { process, use };
        var rows = await query.AsNoTracking().ToListAsync();
        return With(rows.Select(row => row.process).DistinctBy(process => process.Id), rows.Select(row => row.use).OfType<Use>());
    }

    private static IQueryable<Use> Uses(PipelineDbContext context, IReadOnlyList<Guid> processIds)
    {
        var accounts = context.ProcessAccounts.Where(use => processIds.Contains(use.ProcessId))
            .Select(use => new Use { ProcessId = use.ProcessId, IsAccount = true, Id = use.AccountId, Position = use.Position });
        var prompts = context.ProcessPrompts.Where(use => processIds.Contains(use.ProcessId))
            .Select(use => new Use { ProcessId = use.ProcessId, IsAccount = false, Id = use.PromptTemplateId, Position = use.Position });
        return accounts.Concat(prompts);
    }

    private static List<StoredProcess> With(IEnumerable<MonitoringProcess> processes, IEnumerable<Use> uses)
    {
        var of = uses.OrderBy(use => use.Position).ToLookup(use => (use.ProcessId, use.IsAccount), use => use.Id);
        return [.. processes.Select(process => new StoredProcess(process, [.. of[(process.Id, true)]], [.. of[(process.Id, false)]]))];
    }

    /// <summary>An account or a prompt template that a process uses.</summary>
    private sealed record Use
    {
        public required Guid ProcessId { get; init; }

        public required bool IsAccount { get; init; }

        public required Guid Id { get; init; }

        public required int Position { get; init; }
    }
}
