namespace Pipeline.Persistence.Ledger;

/// <summary>The signs of life of running services.</summary>
public sealed class WorkerHeartbeats(LedgerDatabase database)
{
    /// <summary>Alive means seen within this time.</summary>
    public static readonly TimeSpan Alive = TimeSpan.FromSeconds(30);

    /// <summary>One sign of life; forgets instances that were not seen for a day.</summary>
    public Task<int> BeatAsync(WorkerIdentity worker, string version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(worker);
        return database.ExecuteAsync(
            $"""
            INSERT INTO worker_heartbeats (instance, service, version, started_at, seen_at)
            VALUES (@instance, @service, @version, {database.Sql.Now}, {database.Sql.Now})
            ON CONFLICT (instance) DO UPDATE SET seen_at = excluded.seen_at
            """,
            Statement.With(("instance", worker.Instance), ("service", worker.Service), ("version", version)), cancellationToken);
    }

    /// <summary>Says goodbye.</summary>
    public Task<int> EndAsync(WorkerIdentity worker, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(worker);
        return database.ExecuteAsync("DELETE FROM worker_heartbeats WHERE instance = @instance", Statement.With(("instance", worker.Instance)), cancellationToken);
    }

    /// <summary>Forgets instances that died long ago.</summary>
    public Task<int> ForgetAsync(CancellationToken cancellationToken) =>
        database.ExecuteAsync($"DELETE FROM worker_heartbeats WHERE seen_at < {database.Sql.In("-86400")}", Statement.With(), cancellationToken);

    /// <summary>How many instances of each service are alive.</summary>
    public async Task<Dictionary<string, int>> AliveAsync(CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            $"SELECT service, count(*) FROM worker_heartbeats WHERE seen_at > {database.Sql.In("@alive")} GROUP BY service",
            Statement.With(("alive", -Alive.TotalSeconds)), row => (row.GetString(0), row.GetInt32(1)), cancellationToken);
        return rows.ToDictionary(row => row.Item1, row => row.Item2);
    }
}
