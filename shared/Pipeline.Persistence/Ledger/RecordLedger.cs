using System.Data.Common;
using Microsoft.Extensions.Options;
using Pipeline.Domain.Records;

namespace Pipeline.Persistence.Ledger;

/// <summary>
/// The record rows of the stages that read and write: claims with a lease and a fencing number, and the closed set of
/// outcomes. Every method is one statement over a set; a record that somebody else has moved since is left out of the answer.
/// </summary>
public sealed class RecordLedger
{
    private readonly LedgerDatabase _database;
    private readonly LedgerOptions _options;
    private readonly AnnouncementWindows _windows;
    private readonly Dictionary<Stage, Gathering<RecordClaim>> _claims;
    private readonly Gathering<MovedRecord> _prepared, _generated, _again, _failed, _skipped;
    private readonly Gathering<bool> _mayAsk;

    /// <summary>A ledger that signs with <paramref name="worker"/>.</summary>
    public RecordLedger(LedgerDatabase database, WorkerIdentity worker, IOptions<LedgerOptions> options, AnnouncementWindows windows)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(options);
        var sql = database.Sql;
        (_database, _options, _windows) = (database, options.Value, windows);
        var writer = new RecordWriter(database, worker);
        var stall = ("stall", (object?)_options.Stall.TotalSeconds);
        AskedColumn fencing = new("fence", AskedType.Number), announce = new("announce", AskedType.Flag);
        RecordStatus[] working = [RecordStatus.Discovered, RecordStatus.Prepared, RecordStatus.Generated];
        var ring = $"ring_at = CASE WHEN o.announce THEN {sql.In("@stall")} ELSE {sql.Now} END, announced_at = CASE WHEN o.announce THEN {sql.Now} END";

        _claims = new[] { Stage.Preparation, Stage.Generation }.ToDictionary(stage => stage, stage => writer.Gather(new RecordUpdate(
            [RecordMoves.WorkOf(stage)], null, [],
            $"""
            p.status = 1 AND r.starts < @maxStarts
            AND (r.not_before IS NULL OR r.not_before <= {sql.Now}) AND (r.lease_until IS NULL OR r.lease_until <= {sql.Now})
            """,
            $"""
            fencing = r.fencing + 1, starts = r.starts + 1, lease_by = @by, slots_reserved = false,
            lease_until = {sql.In("@lease")}, ring_at = {sql.In("@lease")}
            """,
            "id, process_id, fencing, starts, tries, had_slots"), ReadClaim, ("lease", _options.Lease.TotalSeconds), ("maxStarts", _options.MaxStarts)));
        _prepared = writer.Gather(new(
            [RecordStatus.Discovered], RecordStatus.Prepared, [fencing, announce, new("version", AskedType.Number)],
            "r.fencing = a.fence",
            $"article_version = o.version, prepared_at = {sql.Now}, {RecordWriter.Fresh}, {ring}",
            "id, process_id, to_status, announce",
            RecordWriter.ForgetError), ReadMoved, stall);
        _generated = writer.Gather(new(
            [RecordStatus.Prepared], RecordStatus.Generated,
            [
                fencing, announce, new("prompt_version", AskedType.Number), new("text", AskedType.Text), new("provider", AskedType.Text),
                new("model", AskedType.Text), new("input_tokens", AskedType.Number), new("output_tokens", AskedType.Number),
                new("duration", AskedType.Real), new("reasoning", AskedType.Text), new("cost", AskedType.Money), new("currency", AskedType.Text),
            ],
            "r.fencing = a.fence",
            $"""
            comment_revision = r.comment_revision + 1, prompt_version = o.prompt_version, auto_post = NOT o.generate_only,
            approved_at = NULL, approved_by = NULL, generated_at = {sql.Now}, {RecordWriter.Fresh},
            ring_at = CASE WHEN o.generate_only THEN NULL WHEN o.announce THEN {sql.In("@stall")} ELSE {sql.Now} END,
            announced_at = CASE WHEN o.announce AND NOT o.generate_only THEN {sql.Now} END
            """,
            "id, process_id, to_status, announce AND NOT generate_only",
            RecordWriter.ForgetError,
            $"""
            INSERT INTO record_comments (record_id, revision, text, provider, model, input_tokens, output_tokens, duration, reasoning, cost, currency, created_at)
            SELECT id, revision, text, provider, model, input_tokens, output_tokens, {sql.Duration("duration")}, reasoning, cost, currency, {sql.Now} FROM moved
            """), ReadMoved, stall);
        _again = writer.Gather(new(
            working, null, [.. RecordWriter.Trouble, fencing, new("delay", AskedType.Real), new("reserved", AskedType.Flag)],
            "r.fencing = a.fence",
            $"""
            {RecordWriter.Unheld}, not_before = {sql.In("o.delay")}, ring_at = {sql.In("o.delay")}, announced_at = NULL, slots_reserved = o.reserved,
            tries = r.tries + CASE WHEN o.message IS NULL THEN 0 ELSE 1 END,
            error_stage = COALESCE(o.stage, r.error_stage), error_kind = COALESCE(o.kind, r.error_kind)
            """,
            "id, process_id, to_status, false",
            writer.KeepError), ReadMoved);
        _failed = writer.Gather(new(
            working, RecordStatus.Failed, [.. RecordWriter.Trouble, fencing],
            "r.fencing = a.fence",
            $"{RecordWriter.Released}, ring_at = NULL, not_before = NULL, error_stage = o.stage, error_kind = o.kind",
            "id, process_id, to_status, false",
            writer.KeepError), ReadMoved);
        _skipped = writer.Gather(new(
            working, RecordStatus.Skipped, [fencing],
            "r.fencing = a.fence",
            $"{RecordWriter.Fresh}, ring_at = NULL",
            "id, process_id, to_status, false"), ReadMoved);
        _mayAsk = database.GatherReads(
            $"""
            SELECT r.id FROM {sql.Asked([new("id", AskedType.Id), fencing])} JOIN article_records r ON r.id = a.id JOIN monitoring_processes p ON p.id = r.process_id
            WHERE r.fencing = a.fence AND r.lease_until > {sql.Now} AND p.status = 1
            """,
            _ => true);
    }

    /// <summary>Claims the records that are this stage's work, due, of a running process and free.</summary>
    public Task<List<RecordClaim>> ClaimAsync(Stage stage, IEnumerable<Guid> recordIds, CancellationToken cancellationToken) =>
        _claims[stage].AskAsync([.. recordIds.Distinct().Select(id => RecordWriter.Row(id, new { id }))], cancellationToken);

    /// <summary>Makes claims hold for another lease; answers those that still do. Who is left out must send nothing more.</summary>
    public Task<List<Guid>> RenewAsync(IEnumerable<RecordClaim> claims, CancellationToken cancellationToken) =>
        _database.WriteAsync(
            $"""
            UPDATE article_records AS r SET lease_until = {_database.Sql.In("@lease")}, ring_at = {_database.Sql.In("@lease")}
            FROM (
                SELECT t.id AS record FROM {_database.Sql.Asked([new("id", AskedType.Id), new("fence", AskedType.Number)])}
                JOIN article_records t ON t.id = a.id WHERE t.fencing = a.fence AND t.lease_until > {_database.Sql.Now}
                ORDER BY t.id {_database.Sql.Lock("t")}) AS o
            WHERE r.id = o.record
            RETURNING id
            """,
            new Dictionary<string, object?>
            {
                ["asked"] = LedgerDatabase.Json(claims.Select(claim => new { id = claim.RecordId, fence = claim.Fencing })),
                ["lease"] = _options.Lease.TotalSeconds,
            },
            reader => reader.GetGuid(0), cancellationToken);

    /// <summary>Whether a request for this claim may leave now: held, and its process running.</summary>
    public async Task<bool> MayAskAsync(RecordClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        var yes = await _mayAsk.AskAsync([LedgerDatabase.Row(claim.RecordId, new { id = claim.RecordId, fence = claim.Fencing })], cancellationToken);
        return yes.Count > 0;
    }

    /// <summary>Done by Preparation.</summary>
    public async Task<List<MovedRecord>> PreparedAsync(Guid processId, IReadOnlyCollection<PreparedRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        var announce = await _windows.MayAnnounceAsync(processId, RecordStatus.Prepared, records.Count, cancellationToken);
        return await _prepared.AskAsync(
            [.. records.Select(record => RecordWriter.Row(record.RecordId, new { id = record.RecordId, fence = record.Fencing, announce, version = record.Version }))],
            cancellationToken);
    }

    /// <summary>Done by Generation.</summary>
    public async Task<List<MovedRecord>> GeneratedAsync(Guid processId, IReadOnlyCollection<GeneratedRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        var announce = await _windows.MayAnnounceAsync(processId, RecordStatus.Generated, records.Count, cancellationToken);
        return await _generated.AskAsync(
            [.. records.Select(record => RecordWriter.Row(record.RecordId, new
            {
                id = record.RecordId, fence = record.Fencing, announce, record.PromptVersion, text = Clean(record.Text), record.Provider, record.Model,
                record.InputTokens, record.OutputTokens, duration = record.Duration.TotalSeconds, reasoning = Clean(record.Reasoning), record.Cost, record.Currency,
            }))],
            cancellationToken);
    }

    /// <summary>Again at.</summary>
    public Task<List<MovedRecord>> AgainAsync(IEnumerable<AgainRecord> records, CancellationToken cancellationToken) =>
        _again.AskAsync(
            [.. records.Select(record => RecordWriter.Row(record.RecordId, new
            {
                id = record.RecordId, fence = record.Fencing, delay = record.Delay.TotalSeconds, reserved = record.SlotsReserved,
                stage = (int?)record.Trouble?.Stage, kind = (int?)record.Trouble?.Kind, message = Clean(record.Trouble?.Message),
            }))],
            cancellationToken);

    /// <summary>Give up.</summary>
    public Task<List<MovedRecord>> FailedAsync(IEnumerable<FailedRecord> records, CancellationToken cancellationToken) =>
        _failed.AskAsync(
            [.. records.Select(record => RecordWriter.Row(record.RecordId, new
            {
                id = record.RecordId, fence = record.Fencing, stage = (int)record.Trouble.Stage, kind = (int)record.Trouble.Kind,
                message = Clean(record.Trouble.Message), note = Clean(record.Trouble.Message),
            }))],
            cancellationToken);

    /// <summary>Skip.</summary>
    public Task<List<MovedRecord>> SkippedAsync(IEnumerable<SkippedRecord> records, CancellationToken cancellationToken) =>
        _skipped.AskAsync(
            [.. records.Select(record => RecordWriter.Row(record.RecordId, new { id = record.RecordId, fence = record.Fencing, note = record.Reason }))], cancellationToken);

    internal static RecordClaim ReadClaim(DbDataReader row) =>
        new(row.GetGuid(0), row.GetGuid(1), row.GetInt64(2), row.GetInt32(3), row.GetInt32(4), row.GetBoolean(5));

    internal static MovedRecord ReadMoved(DbDataReader row) =>
        new(row.GetGuid(0), row.GetGuid(1), (RecordStatus)row.GetInt32(2), !row.IsDBNull(3) && row.GetBoolean(3));

    /// <summary>PostgreSQL can't hold NUL characters: they go at the boundary.</summary>
    internal static string? Clean(string? text) => text?.Replace("\0", "", StringComparison.Ordinal);
}
