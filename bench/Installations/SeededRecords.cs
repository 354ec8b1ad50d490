using System.Globalization;
using Npgsql;

namespace Pipeline.Bench.Installations;

/// <summary>Records by the million, written straight into the tables as if they had gone through: posted, every hundredth failed.</summary>
internal static class SeededRecords
{
    /// <summary>Between the making of one record and the next, the last one being made with its process.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Gives a process so many records, each with its article, text and comment, and the counts.</summary>
    public static async Task AddAsync(NpgsqlDataSource database, Guid process, int count, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await ExecuteAsync(connection, "SET session_replication_role = replica", null, cancellation); // Nothing refers to what isn't there: no need to look up each.
        foreach (var table in Tables) await ExecuteAsync(connection, table, (process, count), cancellation);
        await ExecuteAsync(connection, "SET session_replication_role = DEFAULT", null, cancellation);
        await ExecuteAsync(connection, "VACUUM ANALYZE", null, cancellation);
    }

    /// <summary>A UUID of version 7 for the n-th row of a table, the millisecond being the row's: lists come in the order of making.</summary>
    private static string Id(int table) => string.Create(
        CultureInfo.InvariantCulture,
        $"(lpad(to_hex((extract(epoch FROM p.created_at) * 1000)::bigint - (@count - n) * {Apart.TotalMilliseconds}::bigint), 12, '0') || '7000' || lpad(to_hex(32768 + {table}), 4, '0') || right(replace(p.id::text, '-', ''), 6) || lpad(to_hex(n), 6, '0'))::uuid");

    private static string Made => string.Create(CultureInfo.InvariantCulture, $"p.created_at - (@count - n) * interval '{Apart.TotalSeconds} s'");

    private static string From => "FROM monitoring_processes AS p CROSS JOIN generate_series(1, @count) AS n WHERE p.id = @process";

    private static IEnumerable<string> Tables =>
    [
        $"""
        INSERT INTO articles (id, owner_id, site_id, external_id, url, title, author, latest_version, created_at)
        SELECT {Id(1)}, p.owner_id, p.site_id, p.id || '-' || n, 'http://127.0.0.1/article/' || n || '/', 'Der Fuchs ' || n, 'Kind ' || n % 300, 1, {Made} {From}
        """,
        $"""
        INSERT INTO article_versions (article_id, version, content, created_at)
        SELECT {Id(1)}, 1, 'Es war einmal ein Fuchs, der wollte nicht in den Wald gehen. Er zählte bis ' || n || '.', {Made} {From}
        """,
        $"""
        INSERT INTO article_records (
            id, owner_id, process_id, site_id, article_id, account_id, prompt_template_id, article_version, prompt_version, status, tries, starts, fencing, slots_reserved,
            pace_reserved, comment_revision, auto_post, error_stage, error_kind, discovered_at, prepared_at, generated_at, posted_at, updated_at)
        SELECT {Id(2)}, p.owner_id, p.id, p.site_id, {Id(1)}, a.account_id, t.prompt_template_id, 1, 1, CASE WHEN n % 100 = 0 THEN 8 ELSE 5 END, 0, 0, 3, false,
            false, 1, true, CASE WHEN n % 100 = 0 THEN 3 END, CASE WHEN n % 100 = 0 THEN 1 END, {Made}, {Made}, {Made}, CASE WHEN n % 100 > 0 THEN {Made} END, {Made}
        FROM monitoring_processes AS p JOIN process_accounts AS a ON a.process_id = p.id JOIN process_prompts AS t ON t.process_id = p.id
        CROSS JOIN generate_series(1, @count) AS n WHERE p.id = @process
        """,
        $"""
        INSERT INTO record_comments (record_id, revision, text, provider, model, duration, created_at)
        SELECT {Id(2)}, 1, '<p>Deinen Text habe ich gern gelesen. Wie geht es mit dem Fuchs weiter?</p>', 'offline', 'offline', interval '1 s', {Made} {From}
        """,
        """
        INSERT INTO record_counts (process_id, heading, count)
        SELECT process_id, status, count(*) FROM article_records WHERE process_id = @process AND @count > 0 GROUP BY process_id, status
        """,
    ];

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, (Guid Process, int Count)? of, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = (int)Patience.TotalSeconds };
        if (of is { } rows)
        {
            command.Parameters.AddWithValue("process", rows.Process);
            command.Parameters.AddWithValue("count", rows.Count);
        }

        await command.ExecuteNonQueryAsync(cancellation);
    }
}
