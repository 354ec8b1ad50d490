using Npgsql;

namespace Pipeline.Bench.Installations;

/// <summary>Monitoring processes by the thousand, copied in the tables from one that was made in the usual way, and how late their runs are.</summary>
internal static class ProcessCopies
{
    /// <summary>Copies a stopped process so often, each with its own moment in the three minutes; returns the copies.</summary>
    public static async Task<IReadOnlyList<Guid>> AddAsync(NpgsqlDataSource database, Guid process, int count, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            """
            WITH copies AS (
                INSERT INTO monitoring_processes
                SELECT (jsonb_populate_record(p, jsonb_build_object(
                    'id', gen_random_uuid(), 'name', p.name || ' ' || n, 'interval', NULL, 'cron', n % 60 || ' ' || n / 60 % 3 || '/3 * * * ?'))).*
                FROM monitoring_processes AS p CROSS JOIN generate_series(1, $2) AS n WHERE p.id = $1
                RETURNING id),
            accounts AS (
                INSERT INTO process_accounts SELECT (jsonb_populate_record(a, jsonb_build_object('process_id', c.id))).* FROM process_accounts AS a CROSS JOIN copies AS c WHERE a.process_id = $1),
            prompts AS (
                INSERT INTO process_prompts SELECT (jsonb_populate_record(t, jsonb_build_object('process_id', c.id))).* FROM process_prompts AS t CROSS JOIN copies AS c WHERE t.process_id = $1)
            SELECT id FROM copies
            """);
        command.Parameters.Add(new() { Value = process });
        command.Parameters.Add(new() { Value = count });
        var copies = new List<Guid>();
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation)) copies.Add(rows.GetGuid(0));
        return copies;
    }

    /// <summary>From now on writes down how long after its moment each run is queued, in <c>bench_lateness</c>.</summary>
    public static Task WatchLatenessAsync(NpgsqlDataSource database, CancellationToken cancellation) => ExecuteAsync(
        database,
        """
        CREATE TABLE bench_lateness (seconds float8);
        CREATE FUNCTION bench_lateness() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO bench_lateness SELECT extract(epoch FROM clock_timestamp() - p.next_discovery_at) FROM monitoring_processes p WHERE p.id = NEW.process_id;
            RETURN NULL;
        END $$;
        CREATE TRIGGER bench_lateness AFTER INSERT ON jobs FOR EACH ROW EXECUTE FUNCTION bench_lateness();
        """,
        cancellation);

    /// <summary>Begins anew.</summary>
    public static Task ForgetLatenessAsync(NpgsqlDataSource database, CancellationToken cancellation) => ExecuteAsync(database, "TRUNCATE bench_lateness", cancellation);

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
