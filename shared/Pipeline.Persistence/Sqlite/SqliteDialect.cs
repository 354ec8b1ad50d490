using System.Data.Common;
using Microsoft.Data.Sqlite;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Persistence.Sqlite;

/// <summary>
/// SQLite. Moments are whole ticks; the clock is the program's <see cref="TimeProvider"/>, called as <c>ledger_now()</c>.
/// SQLite has no writing CTE: an update is a few statements over temporary tables, inside the one write gate.
/// </summary>
public sealed class SqliteDialect : SqlDialect
{
    /// <inheritdoc />
    public override string Now => "ledger_now()";

    /// <inheritdoc />
    public override string Lock(string alias) => "";

    /// <inheritdoc />
    public override string LockFree(string alias) => "";

    /// <inheritdoc />
    public override string KeepFree(string alias) => "";

    /// <inheritdoc />
    public override string Plus(string moment, string seconds) => $"({moment} + CAST(({seconds}) * {TimeSpan.TicksPerSecond} AS INTEGER))";

    /// <inheritdoc />
    public override string Id(string parameter) => parameter;

    /// <inheritdoc />
    public override string Bytes(string hex) => $"unhex({hex})";

    /// <inheritdoc />
    public override string Duration(string seconds) => $"CAST(({seconds}) * {TimeSpan.TicksPerSecond} AS INTEGER)";

    /// <inheritdoc />
    public override string Seconds(string from, string to) => $"(CAST(({to}) - ({from}) AS REAL) / {TimeSpan.TicksPerSecond})";

    /// <inheritdoc />
    public override string Later(string one, string other) => $"max({one}, {other})";

    /// <summary>One writer needs no deltas: its counts are up to date at once.</summary>
    public override string FoldCounts => "SELECT 1";

    /// <inheritdoc />
    public override string SaveText => """
        INSERT INTO article_versions (article_id, version, content, created_at)
            SELECT t.id, t.latest_version + 1, @content, ledger_now() FROM articles t
            WHERE t.id = @id AND NOT EXISTS (SELECT 1 FROM article_versions v WHERE v.article_id = t.id AND v.version = t.latest_version AND v.content = @content);
        UPDATE articles SET title = @title, author = @author, category = @category, task = @task, edited_at = COALESCE(@edited, edited_at),
            latest_version = (SELECT max(version) FROM article_versions v WHERE v.article_id = articles.id), fetch_lease_until = NULL, fetch_lease_by = NULL
            WHERE id = @id;
        SELECT latest_version FROM articles WHERE id = @id
        """;

    /// <inheritdoc />
    public override string MakePartitions => "SELECT 1";

    /// <inheritdoc />
    public override string Asked(IEnumerable<AskedColumn> columns) =>
        $"(SELECT {string.Join(", ", columns.Select(column => $"{Value(column)} AS {column.Name}"))} FROM json_each(@asked)) AS a";

    /// <inheritdoc />
    public override void Bind(DbCommand command, string name, object? value)
    {
        ArgumentNullException.ThrowIfNull(command);
        var stored = value switch
        {
            null => DBNull.Value,
            DateTime time => time.Ticks,
            TimeSpan duration => duration.Ticks,
            _ => value,
        };
        command.Parameters.Add(new SqliteParameter("@" + name, stored));
    }

    /// <inheritdoc />
    public override DateTime? ReadTime(DbDataReader reader, int column)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return reader.IsDBNull(column) ? null : new DateTime(reader.GetInt64(column), DateTimeKind.Utc);
    }

    internal override string Compose(RecordUpdate update) => $"""
        DROP TABLE IF EXISTS temp.o; DROP TABLE IF EXISTS temp.moved;
        CREATE TEMP TABLE o AS
            SELECT {update.Picked(this)}
            FROM {Asked([new("id", AskedType.Id), .. update.Asked])}
            JOIN article_records r ON r.id = a.id
            JOIN monitoring_processes p ON p.id = r.process_id
            WHERE {update.Condition};
        UPDATE article_records AS r SET {update.Assignments}, updated_at = {Now} FROM temp.o AS o WHERE r.id = o.id;
        CREATE TEMP TABLE moved AS
            SELECT {RecordUpdate.Moved}
            FROM temp.o AS o JOIN article_records AS r ON r.id = o.id;
        INSERT INTO record_moves (record_id, process_id, from_status, to_status, at, moved_by, trace_id, note)
            SELECT id, process_id, from_status, to_status, {Now}, @by, trace, note FROM moved WHERE to_status <> from_status;
        INSERT INTO record_counts (process_id, heading, count)
            SELECT process_id, heading, sum(delta) FROM (
                SELECT process_id, from_heading AS heading, -1 AS delta FROM moved UNION ALL SELECT process_id, to_heading, 1 FROM moved)
            WHERE true GROUP BY process_id, heading HAVING sum(delta) <> 0
            ON CONFLICT (process_id, heading) DO UPDATE SET count = count + excluded.count;
        {string.Concat(update.Then.Select(then => then + ";\n"))}
        SELECT {update.Returning} FROM moved ORDER BY id
        """;

    internal override string ComposeInsert(IReadOnlyList<AskedColumn> asked, string insert) => $"""
        DROP TABLE IF EXISTS temp.a; DROP TABLE IF EXISTS temp.added;
        CREATE TEMP TABLE a AS
            WITH moment AS MATERIALIZED (SELECT printf('%012X', ({Now} - {DateTime.UnixEpoch.Ticks}) / {TimeSpan.TicksPerMillisecond}) AS digits)
            SELECT {Stamped("digits", "id")} AS id{string.Concat(asked.Skip(1).Select(column => $", {column.Name}"))} FROM {Asked(asked)}, moment;
        {insert};
        CREATE TEMP TABLE added AS SELECT r.id, r.process_id FROM temp.a JOIN article_records r ON r.id = a.id;
        INSERT INTO record_moves (record_id, process_id, from_status, to_status, at, moved_by, trace_id)
            SELECT id, process_id, NULL, 1, {Now}, @by, @trace FROM added;
        INSERT INTO record_counts (process_id, heading, count) SELECT process_id, 1, count(*) FROM added WHERE true GROUP BY process_id
            ON CONFLICT (process_id, heading) DO UPDATE SET count = count + excluded.count;
        SELECT id FROM added ORDER BY id
        """;

    /// <summary>A UUID of version 7 of the moment of which these are the digits, made of another one.</summary>
    private static string Stamped(string digits, string id) =>
        $"substr({digits}, 1, 8) || '-' || substr({digits}, 9) || '-7' || substr({id}, 7, 2) || substr({id}, 10, 1) || '-8' || substr({id}, 11, 3) || substr({id}, 24)";

    private static string Value(AskedColumn column) => column.Type switch
    {
        // Ids are stored in upper case, as EF Core writes them.
        AskedType.Id => $"upper(value ->> '{column.Name}')",
        AskedType.Money => $"CAST(value ->> '{column.Name}' AS TEXT)",
        _ => $"value ->> '{column.Name}'",
    };
}
