using System.Data.Common;
using System.Diagnostics;

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

    /// <summary>The asked columns of a <see cref="RecordTrouble"/>.</summary>
    public static readonly AskedColumn[] Trouble =
        [new("stage", AskedType.Number), new("kind", AskedType.Number), new("message", AskedType.Text)];

    /// <summary>Runs one update over the rows asked for; a doubled id in a set is the caller's bug.</summary>
    public Task<List<T>> RunAsync<T>(
        RecordUpdate update, IEnumerable<object> asked, Func<DbDataReader, T> read, CancellationToken cancellationToken,
        params (string Name, object? Value)[] parameters)
    {
        var all = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value);
        all["asked"] = LedgerDatabase.Json(asked);
        all.TryAdd("by", worker.Instance);
        all["trace"] = Activity.Current?.TraceId.ToString();
        return database.WriteAsync(update.Text(database.Sql), all, read, cancellationToken);
    }
}
