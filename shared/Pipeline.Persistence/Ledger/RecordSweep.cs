using Microsoft.Extensions.Options;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Records;

namespace Pipeline.Persistence.Ledger;

/// <summary>A record that was given up.</summary>
/// <param name="RecordId">The record.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="Stage">The stage that could not end.</param>
public sealed record GivenUpRecord(Guid RecordId, Guid ProcessId, Stage Stage);

/// <summary>What the sweep did.</summary>
/// <param name="WornOut">Records given up because their workers died each time.</param>
/// <param name="Unclear">Posts that nobody could settle: a person decides.</param>
/// <param name="Rung">Records that nobody would have rung any more.</param>
public sealed record SweepResult(IReadOnlyList<GivenUpRecord> WornOut, IReadOnlyList<GivenUpRecord> Unclear, int Rung);

/// <summary>Every 60 s: nothing stays in a working state for ever.</summary>
public sealed class RecordSweep
{
    /// <summary>What a person reads of a record that was given up.</summary>
    public const string WornOutMessage = "Work on it began several times and never ended: its worker died each time.";

    private readonly RecordWriter _writer;
    private readonly LedgerDatabase _database;
    private readonly LedgerOptions _options;
    private readonly RecordUpdate _wornOut, _unclear;

    /// <summary>A sweep that signs with <paramref name="worker"/>.</summary>
    public RecordSweep(LedgerDatabase database, WorkerIdentity worker, IOptions<LedgerOptions> options)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(options);
        (_database, _options, _writer) = (database, options.Value, new RecordWriter(database, worker));
        var dead = $"r.starts >= @maxStarts AND r.lease_until <= {database.Sql.Now}";
        _wornOut = new(
            [RecordStatus.Discovered, RecordStatus.Prepared, RecordStatus.Generated], RecordStatus.Failed, RecordWriter.Trouble,
            dead,
            $"{RecordWriter.Released}, ring_at = NULL, not_before = NULL, error_stage = r.status + 1, error_kind = o.kind",
            "id, process_id, from_status + 1",
            $"""
            INSERT INTO record_errors (record_id, stage, kind, message, at)
            SELECT id, from_status + 1, kind, message, {database.Sql.Now} FROM moved WHERE true
            ON CONFLICT (record_id) DO UPDATE SET stage = excluded.stage, kind = excluded.kind, message = excluded.message, at = excluded.at
            """);
        _unclear = new(
            [RecordStatus.Posting], RecordStatus.Uncertain, RecordWriter.Trouble,
            dead,
            $"{RecordWriter.Released}, ring_at = NULL, not_before = NULL, error_stage = 4, error_kind = o.kind",
            "id, process_id, 4",
            _writer.KeepError,
            $"UPDATE posting_attempts SET outcome = 5, finished_at = {database.Sql.Now} FROM moved WHERE record_id = moved.id AND posting_attempts.outcome = 0");
    }

    /// <summary>One sweep.</summary>
    public async Task<SweepResult> SweepAsync(CancellationToken cancellationToken)
    {
        var dead = await _database.ReadAsync(
            $"SELECT id FROM article_records WHERE status IN (1, 2, 3, 4) AND ring_at IS NOT NULL AND starts >= @maxStarts AND lease_until <= {_database.Sql.Now} LIMIT 1000",
            Statement.With(("maxStarts", _options.MaxStarts)), row => row.GetGuid(0), cancellationToken);
        var wornOut = await GiveUpAsync(_wornOut, dead, WornOutMessage, cancellationToken);
        var unclear = await GiveUpAsync(_unclear, dead, "The worker died again and again before it could be read back whether the comment is there.", cancellationToken);
        return new(wornOut, unclear, await RingForgottenAsync(cancellationToken));
    }

    private async Task<List<GivenUpRecord>> GiveUpAsync(RecordUpdate update, List<Guid> dead, string message, CancellationToken cancellationToken) =>
        dead.Count == 0
            ? []
            : await _writer.RunAsync(
                update, dead.Select(id => RecordWriter.Row(id, new { id, stage = (int)Stage.Posting, kind = (int)ErrorKind.WorkerDied, message, note = message })),
                row => new GivenUpRecord(row.GetGuid(0), row.GetGuid(1), (Stage)row.GetInt32(2)), cancellationToken, ("maxStarts", _options.MaxStarts));

    private Task<int> RingForgottenAsync(CancellationToken cancellationToken) =>
        _database.ExecuteAsync(
            $"""
            UPDATE article_records SET ring_at = {_database.Sql.Now}
            WHERE id IN {_database.Sql.Taken("article_records", """
                t.ring_at IS NULL AND (t.status IN (1, 2, 4) OR (t.status = 3 AND t.approved_at IS NOT NULL) OR (t.status = 3 AND t.auto_post AND EXISTS (
                    SELECT 1 FROM monitoring_processes p WHERE p.id = t.process_id AND p.status = 1 AND NOT p.generate_only)))
                """)}
            """,
            Statement.With(), cancellationToken);
}
