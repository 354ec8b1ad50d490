using System.Diagnostics;
using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Npgsql;
using Pipeline.Bench.Servers;
using Pipeline.Testing.Servers;

namespace Pipeline.Bench.Peers;

/// <summary>
/// The same four stages as Hangfire jobs on the same PostgreSQL: one batch insert, then one compare-and-set update and one
/// job per stage, as the other peer does it.
/// </summary>
internal sealed class HangfirePeer : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly PostgresDatabase _database;
    private readonly NpgsqlDataSource _rows;
    private readonly BackgroundJobClient _jobs;
    private readonly BackgroundJobServer _server;

    private HangfirePeer(PostgresDatabase database)
    {
        (_database, _rows) = (database, NpgsqlDataSource.Create(database.ConnectionString));
        var options = new PostgreSqlStorageOptions { QueuePollInterval = TimeSpan.FromMilliseconds(100), EnableLongPolling = true };
        var storage = new PostgreSqlStorage(new NpgsqlConnectionFactory(database.ConnectionString, options), options);
        _jobs = new BackgroundJobClient(storage);
        _server = new BackgroundJobServer(new BackgroundJobServerOptions { Activator = new StageActivator(new(_rows, _jobs)) }, storage);
    }

    /// <summary>Makes its tables, and starts a server with as many workers as Hangfire takes by itself.</summary>
    public static async Task<HangfirePeer> StartAsync(BenchServers servers, CancellationToken cancellation)
    {
        var peer = new HangfirePeer(await PostgresDatabase.CreateAsync(servers.Postgres));
        await peer.ExecuteAsync(
            """
            CREATE TABLE peer_record (id bigint PRIMARY KEY, status text NOT NULL, body text, updated_at timestamptz NOT NULL DEFAULT now()) WITH (fillfactor = 80);
            CREATE INDEX ON peer_record (status)
            """, cancellation);
        return peer;
    }

    /// <summary>Records per second.</summary>
    public async Task<double> MeasureAsync(int records, CancellationToken cancellation)
    {
        await ExecuteAsync("TRUNCATE peer_record", cancellation);
        var started = Stopwatch.GetTimestamp();
        await ExecuteAsync($"INSERT INTO peer_record (id, status) SELECT n, 'discovered' FROM generate_series(1, {records}) AS n", cancellation);
        for (var id = 1L; id <= records; id++) Enqueue(id);
        using var timer = new PeriodicTimer(Look);
        while (await CountPostedAsync(cancellation) < records) await timer.WaitForNextTickAsync(cancellation);
        return records / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        _server.SendStop();
        await _server.WaitForShutdownAsync(CancellationToken.None);
        _server.Dispose();
        await _rows.DisposeAsync();
        await _database.DisposeAsync();
    }

    private void Enqueue(long id) => _jobs.Enqueue<HangfireStages>(stages => stages.PrepareAsync(id));

    private async Task<long> CountPostedAsync(CancellationToken cancellation)
    {
        await using var command = _rows.CreateCommand("SELECT count(*) FROM peer_record WHERE status = 'posted'");
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellation)
    {
        await using var command = _rows.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private sealed class StageActivator(HangfireStages stages) : JobActivator
    {
        public override object ActivateJob(Type jobType) => stages;
    }
}
