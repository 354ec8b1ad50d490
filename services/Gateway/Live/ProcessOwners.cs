using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Pipeline.Persistence;

namespace Pipeline.Gateway.Live;

/// <summary>Whose a process is. That never changes, so each is asked once.</summary>
public sealed class ProcessOwners(IDbContextFactory<PipelineDbContext> contexts)
{
    private readonly ConcurrentDictionary<Guid, Guid> _known = new();

    /// <summary>The owner; null: there is no such process.</summary>
    public async ValueTask<Guid?> OfAsync(Guid processId, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(processId, out var known)) return known;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var owner = await context.Processes.Where(process => process.Id == processId).Select(process => (Guid?)process.OwnerId).SingleOrDefaultAsync(cancellationToken);
        if (owner is { } found) _known.TryAdd(processId, found);
        return owner;
    }
}
