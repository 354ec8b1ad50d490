using Microsoft.Extensions.Options;
using Pipeline.Domain.Records;

namespace Pipeline.Persistence.Ledger;

/// <summary>The record rows as people move them. Each method answers whether the record's status allowed it.</summary>
public sealed class ReviewLedger
{
    private readonly RecordWriter _writer;
    private readonly LedgerOptions _options;
    private readonly RecordUpdate _approve, _reject;
    private readonly RecordUpdate[] _retries;

    /// <summary>A ledger for people; each call names the one who acts.</summary>
    public ReviewLedger(LedgerDatabase database, WorkerIdentity worker, IOptions<LedgerOptions> options)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(options);
        var sql = database.Sql;
        (_writer, _options) = (new RecordWriter(database, worker), options.Value);
        // A place in the pace stays: approved or not, the account posts no faster.
        _approve = new(
            [RecordStatus.Generated], null, [new("asked_revision", AskedType.Number), new("person", AskedType.Id)],
            "r.approved_at IS NULL AND (a.asked_revision IS NULL OR r.comment_revision = a.asked_revision)",
            $"approved_at = {sql.Now}, approved_by = o.person, ring_at = {sql.In("@stall")}, announced_at = {sql.Now}, not_before = NULL, slots_reserved = false, starts = 0",
            "id, process_id, to_status, true");
        _reject = new(
            [RecordStatus.Generated], RecordStatus.Rejected, [], "true",
            $"{RecordWriter.Released}, ring_at = NULL, not_before = NULL", "id, process_id, to_status, false");
        _retries = [.. new[] { Stage.Preparation, Stage.Generation, Stage.Posting }.Select(stage => new RecordUpdate(
            [RecordStatus.Failed], RecordMoves.RetryOf(stage), [],
            $"r.error_stage = {(int)stage}",
            $"""
            {RecordWriter.Fresh}, announced_at = NULL,
            ring_at = CASE WHEN r.error_stage = 4 AND r.approved_at IS NULL AND NOT r.auto_post THEN NULL ELSE {sql.Now} END
            """,
            "id, process_id, to_status, false",
            RecordWriter.ForgetError))];
    }

    /// <summary>Approves the present revision, or the named one if it still is; its bell counts as rung: publish <c>CommentsApproved</c>.</summary>
    public async Task<bool> ApproveAsync(Guid recordId, int? revision, Guid userId, CancellationToken cancellationToken) =>
        (await _writer.RunAsync(
            _approve, [new { id = recordId, asked_revision = revision, person = userId }], RecordLedger.ReadMoved, cancellationToken,
            ("by", By(userId)), ("stall", _options.Stall.TotalSeconds))).Count > 0;

    /// <summary>Rejects a generated comment.</summary>
    public async Task<bool> RejectAsync(Guid recordId, string? reason, Guid userId, CancellationToken cancellationToken) =>
        (await _writer.RunAsync(
            _reject, [new { id = recordId, note = RecordLedger.Clean(reason) }], RecordLedger.ReadMoved, cancellationToken, ("by", By(userId)))).Count > 0;

    /// <summary>Puts a failed record back to where its stage begins. A failed post is one of which nothing was posted, for certain.</summary>
    public async Task<bool> RetryAsync(Guid recordId, Guid userId, CancellationToken cancellationToken)
    {
        foreach (var retry in _retries)
        {
            var moved = await _writer.RunAsync(retry, [new { id = recordId }], RecordLedger.ReadMoved, cancellationToken, ("by", By(userId)));
            if (moved.Count > 0) return true;
        }

        return false;
    }

    private static string By(Guid userId) => $"user:{userId}";
}
