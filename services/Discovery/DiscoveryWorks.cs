using Microsoft.EntityFrameworkCore;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;
using Pipeline.Persistence.Processes;

namespace Pipeline.Discovery;

/// <summary>Reads what runs have to do, for all that begin at the same moment together.</summary>
public sealed class DiscoveryWorks
{
    private readonly IDbContextFactory<PipelineDbContext> _contexts;
    private readonly Gathering<StoredProcess> _works;

    /// <summary>Reads from a database.</summary>
    public DiscoveryWorks(IDbContextFactory<PipelineDbContext> contexts, LedgerDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        (_contexts, _works) = (contexts, database.GatherById(ReadAsync));
    }

    /// <summary>The process with its accounts and its prompts.</summary>
    /// <exception cref="InvalidOperationException">It is gone.</exception>
    public async Task<StoredProcess> LoadAsync(Guid processId, CancellationToken cancellationToken) =>
        (await _works.AskAsync([new(processId)], cancellationToken)).FirstOrDefault() ?? throw new InvalidOperationException("The process is gone.");

    private async Task<List<(object, StoredProcess)>> ReadAsync(IReadOnlyList<Guid> ids)
    {
        await using var context = await _contexts.CreateDbContextAsync();
        return [.. (await StoredProcess.WithIdsAsync(context, ids)).Select(work => ((object)work.Process.Id, work))];
    }
}
