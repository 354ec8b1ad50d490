using Microsoft.EntityFrameworkCore;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Persistence;

/// <summary>Brings the database up to date: a step of its own, before the services start.</summary>
public sealed class DatabaseMigrator(IDbContextFactory<PipelineDbContext> contexts, LedgerDatabase database)
{
    /// <summary>Applies what is missing, from empty or from any earlier version, and makes the coming months' partitions.</summary>
    /// <returns>The names of the migrations that were applied.</returns>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        if (pending.Count > 0) await context.Database.MigrateAsync(cancellationToken);
        await MakePartitionsAsync(cancellationToken);
        return pending;
    }

    /// <summary>The migrations that the database lacks; empty: it is up to date.</summary>
    public async Task<IReadOnlyList<string>> MissingAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return [.. await context.Database.GetPendingMigrationsAsync(cancellationToken)];
    }

    /// <summary>Makes the partitions of this month and the next two; where there are none, nothing.</summary>
    public Task<int> MakePartitionsAsync(CancellationToken cancellationToken) =>
        database.ExecuteAsync(database.Sql.MakePartitions, Statement.With(), cancellationToken);
}
