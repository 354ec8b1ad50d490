using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Processes;
using Pipeline.Gateway.Api;
using Pipeline.Gateway.Identity;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;
using Pipeline.Persistence.Processes;

namespace Pipeline.Gateway.Monitoring;

/// <summary>
/// Finds a caller's process. What a start needs of it, a hundred may ask for at the same moment: that goes together. An order
/// to stop waits for nobody else's question.
/// </summary>
internal sealed class ProcessFinder
{
    private readonly IDbContextFactory<PipelineDbContext> _contexts;
    private readonly Gathering<(MonitoringProcess Process, ProcessReferences References)> _referring;

    public ProcessFinder(IDbContextFactory<PipelineDbContext> contexts, LedgerDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        (_contexts, _referring) = (contexts, database.GatherById(ReadAsync));
    }

    /// <summary>The process.</summary>
    /// <exception cref="ApiException">404: it isn't theirs, or not there.</exception>
    public async Task<MonitoringProcess> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        return await context.Processes.AsNoTracking().OwnedBy(caller).SingleOrDefaultAsync(process => process.Id == id, cancellationToken)
            ?? throw ApiException.NotFound("monitoring process", id);
    }

    /// <summary>The process with what it refers to.</summary>
    /// <exception cref="ApiException">404: it isn't theirs, or not there.</exception>
    public async Task<(MonitoringProcess Process, ProcessReferences References)> FindReferringAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        var found = (await _referring.AskAsync([new(id)], cancellationToken)).FirstOrDefault();
        return found.Process.IfOwnedBy(caller) is null ? throw ApiException.NotFound("monitoring process", id) : found;
    }

    private async Task<List<(object, (MonitoringProcess, ProcessReferences))>> ReadAsync(IReadOnlyList<Guid> ids)
    {
        await using var context = await _contexts.CreateDbContextAsync();
        var processes = await context.Processes.AsNoTracking().Where(process => ids.Contains(process.Id)).ToListAsync();
        var stored = await StoredProcess.OfAsync(context, processes, CancellationToken.None);
        var references = await ProcessReferences.FindAsync(context, [.. stored.Select(ProcessNames.Of)], CancellationToken.None);
        return [.. stored.Zip(references, (one, found) => ((object)one.Process.Id, (one.Process, found)))];
    }
}
