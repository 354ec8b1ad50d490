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
    /// <summary>Its client blocks a thread and a connection for each.</summary>
    private const int EnqueuesAtOnce = 8;

    private const int WarmUp = 200;

    /// <summary>Of 15,000 jobs it takes one or two and leaves them lying for half an hour (seen): its rate is that of the others.</summary>
    private const double Measured = 0.99;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly PostgresDatabase _database;
    private readonly NpgsqlDataSource _rows;
    private readonly BackgroundJobClient _jobs;
    private readonly PostgreSqlStorage _storage;

    private HangfirePeer(PostgresDatabase database)
    {
        (_database, _rows) = (database, NpgsqlDataSource.Create(database.ConnectionString));
        var options = new PostgreSqlStorageOptions { QueuePollInterval = TimeSpan.FromMilliseconds(100), EnableLongPolling = true };
        _storage = new PostgreSqlStorage(new NpgsqlConnectionFactory(database.ConnectionString, options), options);
        _jobs = new BackgroundJobClient(_storage);
    }

    /// <summary>What it is called in the table.</summary>
    public static string Name => $"Hangfire {typeof(BackgroundJob).Assembly.GetName().Version}";

    /// <summary>Makes its tables, and warms it up.</summary>
    public static async Task<HangfirePeer> StartAsync(BenchServers servers, CancellationToken cancellation)
    {
        var peer = new HangfirePeer(await PostgresDatabase.CreateAsync(servers.Postgres));
        try
        {
            await peer.ExecuteAsync(
                """
                CREATE TABLE peer_record (id bigint PRIMARY KEY, status text NOT NULL, body text, updated_at timestamptz NOT NULL DEFAULT now()) WITH (fillfactor = 80);
                CREATE INDEX ON peer_record (status)
                """, cancellation);
            await peer.MeasureAsync(WarmUp, cancellation);
            return peer;
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    /// <summary>Records per second, with as many workers as Hangfire takes by itself; they run only meanwhile.</summary>
    /// <exception cref="TimeoutException">It doesn't end.</exception>
    public async Task<double> MeasureAsync(int records, CancellationToken cancellation)
    {
        await ExecuteAsync("TRUNCATE peer_record", cancellation);
        using var server = new BackgroundJobServer(new BackgroundJobServerOptions { Activator = new StageActivator(new(_rows, _jobs)) }, _storage);
        var started = Stopwatch.GetTimestamp();
        await ExecuteAsync($"INSERT INTO peer_record (id, status) SELECT n, 'discovered' FROM generate_series(1, {records}) AS n", cancellation);
        Parallel.For(1L, records + 1L, new() { MaxDegreeOfParallelism = EnqueuesAtOnce, CancellationToken = cancellation }, Enqueue);
        using var timer = new PeriodicTimer(Look);
        long posted;
        while ((posted = await CountPostedAsync(cancellation)) < Measured * records)
        {
            await timer.WaitForNextTickAsync(cancellation);
            if (Stopwatch.GetElapsedTime(started) > Limit) throw new TimeoutException($"Hangfire has not posted {records} records within {Limit}.");
        }

        var rate = posted / Stopwatch.GetElapsedTime(started).TotalSeconds;
        server.SendStop();
        await server.WaitForShutdownAsync(cancellation);
        return rate;
    }

    public async ValueTask DisposeAsync()
    {
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
