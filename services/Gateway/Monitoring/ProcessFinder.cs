using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Processes;
using Pipeline.Gateway.Api;
using Pipeline.Gateway.Identity;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Monitoring;

/// <summary>Finds a caller's process: all that are asked for at the same moment by one set of queries.</summary>
internal sealed class ProcessFinder
{
    private readonly IDbContextFactory<PipelineDbContext> _contexts;
    private readonly Gathering<MonitoringProcess> _processes;
    private readonly Gathering<(MonitoringProcess Process, ProcessReferences References)> _referring;

    public ProcessFinder(IDbContextFactory<PipelineDbContext> contexts, LedgerDatabase database)
    {
        _contexts = contexts;
        _processes = database.GatherById(ReadAsync);
        _referring = database.GatherById(ReadReferringAsync);
    }

    /// <summary>The process.</summary>
    /// <exception cref="ApiException">404: it isn't theirs, or not there.</exception>
    public async Task<MonitoringProcess> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken) =>
        (await _processes.AskAsync([new(id)], cancellationToken)).FirstOrDefault().IfOwnedBy(caller) ?? throw ApiException.NotFound("monitoring process", id);

    /// <summary>The process with what it refers to.</summary>
    /// <exception cref="ApiException">404: it isn't theirs, or not there.</exception>
    public async Task<(MonitoringProcess Process, ProcessReferences References)> FindReferringAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        var found = (await _referring.AskAsync([new(id)], cancellationToken)).FirstOrDefault();
        return found.Process.IfOwnedBy(caller) is null ? throw ApiException.NotFound("monitoring process", id) : found;
    }

    private async Task<List<(object, MonitoringProcess)>> ReadAsync(IReadOnlyList<Guid> ids)
    {
        await using var context = await _contexts.CreateDbContextAsync();
        var processes = await context.Processes.AsNoTracking().Where(process => ids.Contains(process.Id)).ToListAsync();
        return [.. processes.Select(process => ((object)process.Id, process))];
    }

    private async Task<List<(object, (MonitoringProcess, ProcessReferences))>> ReadReferringAsync(IReadOnlyList<Guid> ids)
    {
        await using var context = await _contexts.CreateDbContextAsync();
        var processes = await context.Processes.AsNoTracking().Where(process => ids.Contains(process.Id)).ToListAsync();
        var stored = await StoredProcess.OfAsync(context, processes, CancellationToken.None);
        var references = await ProcessReferences.FindAsync(context, [.. stored.Select(ProcessNames.Of)], CancellationToken.None);
        return [.. stored.Zip(references, (one, found) => ((object)one.Process.Id, (one.Process, found)))];
    }
}
