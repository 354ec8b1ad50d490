using System.Data.Common;
using System.Diagnostics;
using Pipeline.Domain.Records;

namespace Pipeline.Persistence.Ledger;

/// <summary>Runs <see cref="RecordUpdate"/>s: what all ledgers of records share.</summary>
internal sealed class RecordWriter(LedgerDatabase database, WorkerIdentity worker)
{
    /// <summary>After any outcome: nobody holds it, and its worker didn't die.</summary>
    public const string Unheld = "lease_until = NULL, starts = 0";

    /// <summary>As <see cref="Unheld"/>, and nothing is reserved for it.</summary>
    public const string Released = $"{Unheld}, slots_reserved = false, pace_reserved = false";

    /// <summary>As <see cref="Released"/>, on entering another stage: no tries, no errors of the one before.</summary>
    public const string Fresh = $"{Released}, tries = 0, not_before = NULL, error_stage = NULL, error_kind = NULL";

    /// <summary>Forgets the last error of what was moved.</summary>
    public const string ForgetError = "DELETE FROM record_errors WHERE record_id IN (SELECT id FROM moved)";

    /// <summary>Keeps the asked trouble of what was moved.</summary>
    public string KeepError => $"""
        INSERT INTO record_errors (record_id, stage, kind, message, at)
        SELECT id, stage, kind, message, {database.Sql.Now} FROM moved WHERE message IS NOT NULL
        ON CONFLICT (record_id) DO UPDATE SET stage = excluded.stage, kind = excluded.kind, message = excluded.message, at = excluded.at
        """;

    /// <summary>Writes down the asked proof of what was moved, in the slots that those records hold.</summary>
    public string KeepProof => $"""
        UPDATE posting_slots SET site_comment_id = moved.comment, site_comment_url = moved.url, posted_at = {database.Sql.Now}
        FROM moved WHERE record_id = moved.id AND site_comment_id IS NULL
        """;

    /// <summary>Ends the attempts of what was moved of which nothing was certain.</summary>
    public string EndAttempts(AttemptOutcome outcome) => $"""
        UPDATE posting_attempts SET outcome = {(int)outcome}, finished_at = {database.Sql.Now}
        FROM moved WHERE record_id = moved.id AND posting_attempts.outcome IN (0, 5)
        """;

    /// <summary>Another record of the same account and article may have waited for what was moved: its turn. One that somebody is changing just now is not waited for.</summary>
    public string RingSiblings => $"""
        UPDATE article_records SET ring_at = {database.Sql.Now}
        WHERE id IN (
            SELECT s.id FROM article_records AS s JOIN moved ON s.article_id = moved.article_id AND s.account_id = moved.account_id WHERE {SqlDialect.Tested("s.status")} = 3
            {database.Sql.LockFree("s")})
        AND id NOT IN (SELECT id FROM moved)
        AND {SqlDialect.Tested("status")} = 3 AND {SqlDialect.Tested("ring_at")} > {database.Sql.Now} AND lease_until IS NULL AND (not_before IS NULL OR not_before <= {database.Sql.Now})
        """;

    /// <summary>The asked columns of a <see cref="RecordTrouble"/>.</summary>
    public static readonly AskedColumn[] Trouble =
        [new("stage", AskedType.Number), new("kind", AskedType.Number), new("message", AskedType.Text)];

    /// <summary>A row of what is asked of a record, with the trace that asks.</summary>
    public static AskedRow Row<T>(Guid recordId, T columns)
    {
        var json = LedgerDatabase.JsonOf(columns);
        return new(recordId, Activity.Current?.TraceId.ToString() is { } trace ? $"{json[..^1]},\"trace\":\"{trace}\"}}" : json);
    }

    /// <summary>Runs one update over the rows that are asked for at the same moment, for all workers of this program.</summary>
    public Gathering<T> Gather<T>(RecordUpdate update, Func<DbDataReader, T> read, params (string Name, object? Value)[] parameters) => new(
        rows => RunAsync(update, rows, row => ((object)row.GetGuid(0), read(row)), CancellationToken.None, parameters), reads: false, alone: !database.Gathers);

    /// <summary>Runs one update over rows of its own; a doubled id in a set is the caller's bug.</summary>
    public Task<List<T>> RunAsync<T>(
        RecordUpdate update, IEnumerable<AskedRow> rows, Func<DbDataReader, T> read, CancellationToken cancellationToken,
        params (string Name, object? Value)[] parameters)
    {
        var all = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value);
        all["asked"] = LedgerDatabase.Json(rows);
        all.TryAdd("by", worker.Instance);
        return database.WriteAsync(update.Text(database.Sql), all, read, cancellationToken);
    }
}
