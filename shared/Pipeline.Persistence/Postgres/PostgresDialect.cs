using System.Data.Common;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Persistence.Postgres;

/// <summary>PostgreSQL 15 and later.</summary>
public sealed class PostgresDialect : SqlDialect
{
    /// <inheritdoc />
    public override string Now => "ledger_now()";

    /// <inheritdoc />
    public override string Lock(string alias) => $"FOR NO KEY UPDATE OF {alias}";

    /// <inheritdoc />
    public override string LockFree(string alias) => $"{Lock(alias)} SKIP LOCKED";

    /// <inheritdoc />
    public override string KeepFree(string alias) => $"FOR KEY SHARE OF {alias} SKIP LOCKED";

    /// <inheritdoc />
    public override string Plus(string moment, string seconds) => $"({moment} + make_interval(secs => {seconds}))";

    /// <inheritdoc />
    public override string Id(string parameter) => $"CAST({parameter} AS uuid)";

    /// <inheritdoc />
    public override string Bytes(string hex) => $"decode({hex}, 'hex')";

    /// <inheritdoc />
    public override string Duration(string seconds) => $"make_interval(secs => {seconds})";

    /// <inheritdoc />
    public override string Seconds(string from, string to) => $"CAST(EXTRACT(EPOCH FROM ({to}) - ({from})) AS double precision)";

    /// <inheritdoc />
    public override string Later(string one, string other) => $"GREATEST({one}, {other})";

    /// <inheritdoc />
    public override string FoldCounts => """
        WITH taken AS (
            DELETE FROM record_count_deltas WHERE id IN (SELECT id FROM record_count_deltas ORDER BY id LIMIT 10000 FOR UPDATE SKIP LOCKED)
            RETURNING process_id, heading, delta)
        INSERT INTO record_counts AS c (process_id, heading, count)
        SELECT process_id, heading, sum(delta) FROM taken GROUP BY process_id, heading ORDER BY process_id, heading
        ON CONFLICT (process_id, heading) DO UPDATE SET count = c.count + excluded.count
        """;

    /// <inheritdoc />
    public override string SaveText => """
        WITH article AS (SELECT id, latest_version FROM articles WHERE id = @id FOR UPDATE),
        added AS (
            INSERT INTO article_versions (article_id, version, content, created_at)
            SELECT id, latest_version + 1, @content, ledger_now() FROM article
            WHERE NOT EXISTS (SELECT 1 FROM article_versions v WHERE v.article_id = article.id AND v.version = article.latest_version AND v.content = @content)
            RETURNING version)
        UPDATE articles t SET title = @title, author = @author, category = @category, task = @task, edited_at = COALESCE(@edited, t.edited_at),
            latest_version = COALESCE((SELECT version FROM added), t.latest_version), fetch_lease_until = NULL, fetch_lease_by = NULL
        FROM article WHERE t.id = article.id
        RETURNING t.latest_version
        """;

    /// <inheritdoc />
    public override string MakePartitions => "SELECT make_record_moves_partitions()";

    /// <inheritdoc />
    public override string Asked(IEnumerable<AskedColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var all = columns.ToList();
        var rows = $"jsonb_to_recordset(@asked) AS a({string.Join(", ", all.Select(column => $"{column.Name} {TypeName(column.Type)}"))})";
        return all[0].Type == AskedType.Id ? $"(SELECT * FROM {rows} WHERE {Few(all[0].Name)}) AS a" : rows;
    }

    /// <summary>
    /// True of every id. The planner takes a set of JSON for a hundred rows, and reads whole tables to join them; of a range it
    /// takes one in two hundred, and looks each id up, which is right for any set that is asked.
    /// </summary>
    private static string Few(string id) => $"{id} BETWEEN '{Guid.Empty}' AND '{Guid.AllBitsSet}'";

    /// <inheritdoc />
    public override void Bind(DbCommand command, string name, object? value)
    {
        ArgumentNullException.ThrowIfNull(command);
        var parameter = new NpgsqlParameter(name, value ?? DBNull.Value);
        if (name == "asked") parameter.NpgsqlDbType = NpgsqlDbType.Jsonb;
        command.Parameters.Add(parameter);
    }

    /// <inheritdoc />
    public override DateTime? ReadTime(DbDataReader reader, int column)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return reader.IsDBNull(column) ? null : reader.GetDateTime(column);
    }

    internal override string Compose(RecordUpdate update)
    {
        var followers = string.Concat(update.Then.Select((then, i) => string.Create(CultureInfo.InvariantCulture, $",\nthen{i} AS ({then})")));
        return $"""
            WITH o AS (
                SELECT {update.Picked(this)}
                FROM {Asked([new("id", AskedType.Id), .. update.Asked])}
                JOIN article_records r ON r.id = a.id
                JOIN monitoring_processes p ON p.id = r.process_id
                WHERE {update.Condition}
                ORDER BY r.id {Lock("r")}),
            moved AS (
                UPDATE article_records r SET {update.Assignments}, updated_at = {Now} FROM o WHERE r.id = o.id
                RETURNING {RecordUpdate.Moved}),
            logged AS (
                INSERT INTO record_moves (record_id, process_id, from_status, to_status, at, moved_by, trace_id, note)
                SELECT id, process_id, from_status, to_status, {Now}, @by, trace, note FROM moved WHERE to_status <> from_status),
            counted AS (
                INSERT INTO record_count_deltas (process_id, heading, delta)
                SELECT process_id, heading, sum(delta) FROM (
                    SELECT process_id, from_heading AS heading, -1 AS delta FROM moved UNION ALL SELECT process_id, to_heading, 1 FROM moved) AS deltas
                GROUP BY process_id, heading HAVING sum(delta) <> 0){followers}
            SELECT {update.Returning} FROM moved ORDER BY id
            """;
    }

    internal override string ComposeInsert(IReadOnlyList<AskedColumn> asked, string insert) => $"""
        WITH a AS (
            SELECT {Stamped("replace(CAST(a.id AS text), '-', '')")} AS id{string.Concat(asked.Skip(1).Select(column => $", a.{column.Name}"))}
            FROM {Asked(asked)}),
        added AS ({insert} RETURNING id, process_id),
        logged AS (
            INSERT INTO record_moves (record_id, process_id, from_status, to_status, at, moved_by, trace_id)
            SELECT id, process_id, NULL, 1, {Now}, @by, @trace FROM added),
        counted AS (
            INSERT INTO record_count_deltas (process_id, heading, delta) SELECT process_id, 1, count(*) FROM added GROUP BY process_id)
        SELECT id FROM added ORDER BY id
        """;

    /// <summary>A UUID of version 7 of the ledger's moment, made of another one's 32 digits.</summary>
    private string Stamped(string digits) =>
        $"CAST(lpad(to_hex(floor(extract(epoch FROM {Now}) * 1000)::bigint), 12, '0') || '7' || substr({digits}, 7, 3) || '8' || substr({digits}, 10, 3) || right({digits}, 12) AS uuid)";

    private static string TypeName(AskedType type) => type switch
    {
        AskedType.Id => "uuid",
        AskedType.Number => "bigint",
        AskedType.Real => "double precision",
        AskedType.Money => "numeric",
        AskedType.Flag => "boolean",
        _ => "text",
    };
}
