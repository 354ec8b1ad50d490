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
    private readonly RecordUpdate _isPosted, _isNotPosted, _givenUp;

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
            $"r.error_stage = {(int)stage} AND NOT EXISTS (SELECT 1 FROM posting_attempts t WHERE t.record_id = r.id AND t.outcome IN (0, 1, 5))",
            $"""
            {RecordWriter.Fresh}, announced_at = NULL,
            ring_at = CASE WHEN r.error_stage = 4 AND r.approved_at IS NULL AND NOT r.auto_post THEN NULL ELSE {sql.Now} END
            """,
            "id, process_id, to_status, false",
            RecordWriter.ForgetError))];
        _isPosted = new(
            [RecordStatus.Uncertain], RecordStatus.Posted, [new("comment", AskedType.Text), new("url", AskedType.Text)], "true",
            $"posted_at = {sql.Now}, ring_at = NULL, {RecordWriter.Fresh}", "id, process_id, to_status, false",
            RecordWriter.ForgetError, _writer.KeepProof, _writer.EndAttempts(AttemptOutcome.Posted), _writer.RingSiblings);

        // The slot stays; that it goes out again takes another approval.
        _isNotPosted = new(
            [RecordStatus.Uncertain], RecordStatus.Generated, [], "true",
            $"approved_at = NULL, approved_by = NULL, auto_post = false, ring_at = NULL, announced_at = NULL, {RecordWriter.Fresh}", "id, process_id, to_status, false",
            RecordWriter.ForgetError, _writer.EndAttempts(AttemptOutcome.Absent), _writer.RingSiblings);

        // Its attempt stays unsure, and with it the slot: nothing can be sent in its place.
        _givenUp = new(
            [RecordStatus.Uncertain], RecordStatus.Failed, [], "true",
            $"{RecordWriter.Released}, ring_at = NULL, not_before = NULL", "id, process_id, to_status, false",
            _writer.RingSiblings);
    }

    /// <summary>Approves the present revision, or the named one if it still is; its bell counts as rung: publish <c>CommentsApproved</c>.</summary>
    public async Task<bool> ApproveAsync(Guid recordId, int? revision, Guid userId, CancellationToken cancellationToken) =>
        (await _writer.RunAsync(
            _approve, [RecordWriter.Row(recordId, new { id = recordId, asked_revision = revision, person = userId })], RecordLedger.ReadMoved, cancellationToken,
            ("by", By(userId)), ("stall", _options.Stall.TotalSeconds))).Count > 0;

    /// <summary>Rejects a generated comment.</summary>
    public async Task<bool> RejectAsync(Guid recordId, string? reason, Guid userId, CancellationToken cancellationToken) =>
        (await _writer.RunAsync(
            _reject, [RecordWriter.Row(recordId, new { id = recordId, note = RecordLedger.Clean(reason) })], RecordLedger.ReadMoved, cancellationToken, ("by", By(userId)))).Count > 0;

    /// <summary>Puts a failed record back to where its stage begins. A failed post is one of which nothing was posted, for certain.</summary>
    public async Task<bool> RetryAsync(Guid recordId, Guid userId, CancellationToken cancellationToken)
    {
        foreach (var retry in _retries)
        {
            var moved = await _writer.RunAsync(retry, [RecordWriter.Row(recordId, new { id = recordId })], RecordLedger.ReadMoved, cancellationToken, ("by", By(userId)));
            if (moved.Count > 0) return true;
        }

        return false;
    }

    /// <summary>A person has seen an uncertain comment on the site: done, with the site's own id of it.</summary>
    /// <exception cref="System.Data.Common.DbException">A unique violation: another record has that comment already.</exception>
    public Task<bool> ResolvePostedAsync(Guid recordId, string siteCommentId, string reason, Guid userId, CancellationToken cancellationToken) =>
        ResolveAsync(_isPosted, recordId, new { id = recordId, comment = RecordLedger.Clean(siteCommentId), url = (string?)null, note = RecordLedger.Clean(reason) }, userId, cancellationToken);

    /// <summary>A person vouches that an uncertain comment was not posted: it waits for an approval, as if it had just been written.</summary>
    public Task<bool> ResolveNotPostedAsync(Guid recordId, string reason, Guid userId, CancellationToken cancellationToken) =>
        ResolveAsync(_isNotPosted, recordId, new { id = recordId, note = RecordLedger.Clean(reason) }, userId, cancellationToken);

    /// <summary>A person gives an uncertain comment up: an end, from which no retry leads back.</summary>
    public Task<bool> GiveUpAsync(Guid recordId, string reason, Guid userId, CancellationToken cancellationToken) =>
        ResolveAsync(_givenUp, recordId, new { id = recordId, note = RecordLedger.Clean(reason) }, userId, cancellationToken);

    private async Task<bool> ResolveAsync<T>(RecordUpdate update, Guid recordId, T asked, Guid userId, CancellationToken cancellationToken) =>
        (await _writer.RunAsync(update, [RecordWriter.Row(recordId, asked)], RecordLedger.ReadMoved, cancellationToken, ("by", By(userId)))).Count > 0;

    private static string By(Guid userId) => $"user:{userId}";
}
