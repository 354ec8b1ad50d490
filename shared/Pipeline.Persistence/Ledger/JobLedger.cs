using System.Data.Common;
using Microsoft.Extensions.Options;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Jobs;

namespace Pipeline.Persistence.Ledger;

/// <summary>
/// The job rows. A discovery run IS its row: the unique index on the active one decides who starts it, whoever asked. What many
/// ask at the same moment goes together; a row that somebody else has locked is waited for alone.
/// </summary>
public sealed class JobLedger(LedgerDatabase database, WorkerIdentity worker, IOptions<LedgerOptions> options)
{
    private static readonly TimeSpan FirstRing = TimeSpan.FromSeconds(10);

    /// <summary>The job <c>u</c> is a run of the process <c>p</c> since its start that has ended after the last one that counted.</summary>
    private const string Uncounted = """
        u.process_id = p.id AND u.type = 1 AND u.status >= 3 AND u.created_at >= p.started_at AND NOT EXISTS (
            SELECT 1 FROM jobs l WHERE l.id = p.last_run_id AND (l.created_at > u.created_at OR (l.created_at = u.created_at AND l.id >= u.id)))
        """;

    /// <summary>Runs of processes that have no active one: nobody's row is waited for.</summary>
    private readonly Gathering<JobStart> _starts = database.GatherWrites(
        Started(
            database.Sql, $"AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.process_id = p.id AND j.type = 1 AND j.status < 3) ORDER BY p.id {database.Sql.KeepFree("p")}", "NOTHING"),
        row => (row.GetGuid(0), ReadStart(row)), ("ring", FirstRing.TotalSeconds));

    private readonly Gathering<JobClaim> _claims = database.GatherWrites(
        $"""
        UPDATE jobs SET {Begun(database.Sql)}
        WHERE id IN {database.Sql.TakenOfAsked("jobs", Beginnable(database.Sql, "t"))}
        RETURNING id, process_id, epoch, fencing
        """,
        row => (row.GetGuid(0), ReadClaim(row)), ("by", worker.Instance), ("lease", options.Value.RunLease.TotalSeconds));

    private readonly Gathering<bool> _mayAsk = database.GatherReads(
        $"""
        SELECT j.id FROM {database.Sql.Asked([new("id", AskedType.Id), new("fence", AskedType.Number)])}
        JOIN jobs j ON j.id = a.id JOIN monitoring_processes p ON p.id = j.process_id
        WHERE j.fencing = a.fence AND j.status = 1 AND j.lease_until > {database.Sql.Now} AND p.status = 1
        """,
        _ => true);

    /// <summary>A look of the process <c>p</c> is due, and the end of the run before has set it.</summary>
    private static string Due(SqlDialect sql) => $"p.next_discovery_at <= {sql.Now} AND NOT EXISTS (SELECT 1 FROM jobs u WHERE {Uncounted} AND u.status <> 5)";

    /// <summary>A job is a run that its process <c>p</c> wants still: of its last start, and due or asked for by a person.</summary>
    private static string Wanted(SqlDialect sql, string job) => $"{job}.created_at >= p.started_at AND ({job}.trigger = 2 OR ({Due(sql)}))";

    /// <summary>A job is a queued run that may begin.</summary>
    private static string Beginnable(SqlDialect sql, string job) =>
        $"{job}.status = 0 AND EXISTS (SELECT 1 FROM monitoring_processes p WHERE p.id = {job}.process_id AND p.status = 1 AND {Wanted(sql, job)})";

    /// <summary>Inserts the runs that are asked for, of what else holds for their processes; or does what is said instead where one is active.</summary>
    private static string Started(SqlDialect sql, string which, string orElse) =>
        $"""
        INSERT INTO jobs (id, owner_id, type, status, process_id, epoch, trigger, requested_by, progress, fetched, matched, saved, created_at, fencing, ring_at)
        SELECT a.job, p.owner_id, 1, 0, p.id, p.epoch, a.trigger, a.person, 0, 0, 0, 0, {sql.Now}, 0, {sql.In("@ring")}
        FROM {sql.Asked([new("id", AskedType.Id), new("job", AskedType.Id), new("trigger", AskedType.Number), new("person", AskedType.Id)])}
        JOIN monitoring_processes p ON p.id = a.id WHERE p.status = 1 AND (a.trigger = 2 OR ({Due(sql)})) {which}
        ON CONFLICT (process_id) WHERE type = 1 AND status < 3 DO {orElse}
        RETURNING process_id, id, epoch
        """;

    private static string Begun(SqlDialect sql) =>
        $"status = 1, fencing = fencing + 1, lease_by = @by, lease_until = {sql.In("@lease")}, started_at = {sql.Now}, ring_at = NULL";

    /// <summary>How long a run holds without a heartbeat (one a second).</summary>
    public TimeSpan Lease => options.Value.RunLease;

    /// <summary>
    /// Asks for a discovery run of a running process. Unless a person asks, a look must be due, and the end of the run before
    /// must have set the next one: a late or doubled message starts none. A run that waits for a worker already is then run
    /// for the person.
    /// </summary>
    /// <returns>
    /// The run; null: the process isn't running, or nothing is due and no run is active; for a person also where the run that
    /// was in the way has ended just now, and asking again helps.
    /// </returns>
    public async Task<JobStart?> StartDiscoveryAsync(Guid processId, JobTrigger trigger, Guid? requestedBy, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7();
        var row = LedgerDatabase.Row(processId, new { id = processId, job = id, trigger = (int)trigger, person = requestedBy });
        var started = await _starts.AskAsync([row], cancellationToken);
        if (started.Count > 0) return started[0];
        started = await database.WriteAsync(
            Started(
                database.Sql, "",
                "UPDATE SET trigger = excluded.trigger, requested_by = excluded.requested_by WHERE jobs.status = 0 AND excluded.trigger = 2"),
            Statement.With(("asked", LedgerDatabase.Json([row])), ("ring", FirstRing.TotalSeconds)), ReadStart, cancellationToken);
        if (started.Count > 0) return started[0] with { Existing = started[0].JobId != id };
        var active = await database.ReadAsync(
            """
            SELECT j.id, j.epoch, j.status FROM jobs j JOIN monitoring_processes p ON p.id = j.process_id
            WHERE j.process_id = @process AND j.type = 1 AND j.status < 3 AND p.status = 1 AND (@trigger <> 2 OR j.trigger = 2 OR j.status > 0)
            """,
            Statement.With(("process", processId), ("trigger", (int)trigger)), row => new JobStart(row.GetGuid(0), row.GetInt64(1), (JobStatus)row.GetInt32(2), true), cancellationToken);
        return active.FirstOrDefault();
    }

    /// <summary>Takes queued runs whose announcement was lost or never made.</summary>
    public Task<List<DueJob>> TakeDueAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(
            $"""
            UPDATE jobs SET ring_at = {database.Sql.In("@stall")} WHERE id IN {database.Sql.Taken("jobs", $"t.status = 0 AND t.ring_at <= {database.Sql.Now}")}
            RETURNING id, process_id, epoch
            """,
            Statement.With(("stall", options.Value.Stall.TotalSeconds)), row => new DueJob(row.GetGuid(0), row.GetGuid(1), row.GetInt64(2)), cancellationToken);

    /// <summary>
    /// Begins a queued run; null: it isn't queued, or its process isn't running any more. One that is not, or no longer, wanted
    /// is forgotten: the run before ended just while this one was asked for, so that nothing is due, or the process was
    /// started anew since.
    /// </summary>
    public async Task<JobClaim?> ClaimAsync(Guid jobId, CancellationToken cancellationToken)
    {
        var sql = database.Sql;
        var claims = await _claims.AskAsync([LedgerDatabase.Row(jobId, new { id = jobId })], cancellationToken);
        if (claims.Count > 0) return claims[0];
        claims = await database.WriteAsync(
            $"UPDATE jobs SET {Begun(sql)} WHERE id = @id AND {Beginnable(sql, "jobs")} RETURNING id, process_id, epoch, fencing",
            Statement.With(("id", jobId), ("by", worker.Instance), ("lease", Lease.TotalSeconds)), ReadClaim, cancellationToken);
        if (claims.Count > 0) return claims[0];
        await database.ExecuteAsync(
            $"""
            DELETE FROM jobs WHERE id = @id AND status = 0 AND EXISTS (
                SELECT 1 FROM monitoring_processes p WHERE p.id = jobs.process_id AND p.status = 1 AND ({Wanted(sql, "jobs")}) IS NOT TRUE)
            """,
            Statement.With(("id", jobId)), cancellationToken);
        return null;
    }

    /// <summary>Says how far a run is, holds it for another lease, and asks whether it is still wanted.</summary>
    public async Task<JobPulse> BeatAsync(JobClaim claim, JobProgress progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(progress);
        var sql = database.Sql;
        var status = await database.WriteAsync(
            $"""
            UPDATE jobs SET lease_until = {sql.In("@lease")}, progress = @progress, message = @message, fetched = @fetched, matched = @matched, saved = @saved
            WHERE id = @id AND fencing = @fence AND status IN (1, 2) AND lease_until > {sql.Now}
            RETURNING status
            """,
            Totals(claim, progress, ("lease", Lease.TotalSeconds)), row => (JobStatus)row.GetInt32(0), cancellationToken);
        return status is [var one] ? one == JobStatus.Running ? JobPulse.Go : JobPulse.Cancel : JobPulse.Lost;
    }

    /// <summary>Whether a run may send a request now: held, not cancelled, its process running.</summary>
    public async Task<bool> MayAskAsync(JobClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        var yes = await _mayAsk.AskAsync([LedgerDatabase.Row(claim.JobId, new { id = claim.JobId, fence = claim.Fencing })], cancellationToken);
        return yes.Count > 0;
    }

    /// <summary>Ends a run; false: somebody else did.</summary>
    public async Task<bool> FinishAsync(
        JobClaim claim, JobStatus end, JobProgress progress, ErrorKind? kind, string? error, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(progress);
        var sql = database.Sql;
        var ended = await database.WriteAsync(
            $"""
            UPDATE jobs SET status = @end, progress = @progress, message = @message, fetched = @fetched, matched = @matched, saved = @saved,
                error_kind = @kind, error_message = @error, finished_at = {sql.Now}, lease_until = NULL
            WHERE id = @id AND fencing = @fence AND status IN (1, 2)
            RETURNING id
            """,
            Totals(claim, progress, ("end", (int)end), ("kind", (int?)kind), ("error", RecordLedger.Clean(error))), row => row.GetGuid(0), cancellationToken);
        return ended.Count > 0;
    }

    /// <summary>Cancels a process's active run: a queued one ends at once, a running one is told.</summary>
    public Task<int> CancelAsync(Guid processId, Guid? by, CancellationToken cancellationToken) =>
        CancelAsync(processId, long.MaxValue, by, cancellationToken);

    /// <summary>As <see cref="CancelAsync(Guid, Guid?, CancellationToken)"/>, but only a run that was asked for before an epoch of the process.</summary>
    public Task<int> CancelAsync(Guid processId, long beforeEpoch, Guid? by, CancellationToken cancellationToken) =>
        CancelWhereAsync("process_id = @id AND type = 1 AND epoch < @epoch", by, cancellationToken, ("id", processId), ("epoch", beforeEpoch));

    /// <summary>Cancels one job: a queued one ends at once, a running one is told; false: it was told before, or has ended.</summary>
    public async Task<bool> CancelJobAsync(Guid jobId, Guid? by, CancellationToken cancellationToken) =>
        await CancelWhereAsync("id = @id", by, cancellationToken, ("id", jobId)) > 0;

    /// <summary>Fails the runs whose holder is gone.</summary>
    public Task<List<LostJob>> FailLostAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(
            $"""
            UPDATE jobs SET status = CASE status WHEN 2 THEN 5 ELSE 4 END, finished_at = {database.Sql.Now}, lease_until = NULL,
                error_kind = @kind, error_message = 'worker lost'
            WHERE id IN {database.Sql.Taken("jobs", $"t.status IN (1, 2) AND t.lease_until <= {database.Sql.Now}")}
            RETURNING id, process_id, epoch
            """,
            Statement.With(("kind", (int)ErrorKind.WorkerDied)), row => new LostJob(row.GetGuid(0), row.GetGuid(1), row.GetInt64(2)), cancellationToken);

    /// <summary>Runs whose end should have been counted by now: the message that told of it is lost.</summary>
    public Task<List<EndedJob>> UncountedAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            $"""
            SELECT u.id, u.process_id, u.epoch, u.status, u.saved, u.error_kind, u.error_message
            FROM monitoring_processes p JOIN jobs u ON {Uncounted}
            WHERE p.status IN (1, 2) AND p.next_discovery_at <= {database.Sql.Now} AND u.finished_at <= {database.Sql.In("-5")}
            ORDER BY u.created_at, u.id
            """,
            Statement.With(),
            row => new EndedJob(
                row.GetGuid(0), row.GetGuid(1), row.GetInt64(2), (JobStatus)row.GetInt32(3), row.GetInt32(4),
                row.IsDBNull(5) ? null : (ErrorKind)row.GetInt32(5), row.IsDBNull(6) ? null : row.GetString(6)),
            cancellationToken);

    /// <summary>Of empty scheduled runs the last one that counted is enough; a newer one, that has ended meanwhile, is still to count.</summary>
    public Task<int> ForgetEmptyAsync(Guid processId, Guid lastId, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            """
            DELETE FROM jobs WHERE process_id = @process AND trigger = 0 AND status = 3 AND saved = 0
            AND created_at < (SELECT l.created_at FROM jobs l WHERE l.id = @last)
            """,
            Statement.With(("process", processId), ("last", lastId)), cancellationToken);

    /// <summary>Deletes jobs that ended longer ago than this.</summary>
    public Task<int> ForgetAsync(TimeSpan keep, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            $"DELETE FROM jobs WHERE id IN {database.Sql.Taken("jobs", $"t.status >= 3 AND t.finished_at < {database.Sql.In("@keep")}")}", Statement.With(("keep", -keep.TotalSeconds)), cancellationToken);

    private Task<int> CancelWhereAsync(string which, Guid? by, CancellationToken cancellationToken, params (string, object?)[] named) =>
        database.ExecuteAsync(
            $"""
            UPDATE jobs SET status = CASE status WHEN 0 THEN 5 ELSE 2 END, cancel_requested_at = {database.Sql.Now}, cancel_requested_by = {database.Sql.Id("@by")},
                finished_at = CASE status WHEN 0 THEN {database.Sql.Now} END, ring_at = NULL
            WHERE {which} AND status IN (0, 1)
            """,
            Statement.With([("by", by), .. named]), cancellationToken);

    private static JobStart ReadStart(DbDataReader row) => new(row.GetGuid(1), row.GetInt64(2), JobStatus.Queued, false);

    private static JobClaim ReadClaim(DbDataReader row) => new(row.GetGuid(0), row.GetGuid(1), row.GetInt64(2), row.GetInt64(3));

    private static Dictionary<string, object?> Totals(JobClaim claim, JobProgress progress, params (string, object?)[] more) => Statement.With(
        [
            ("id", claim.JobId), ("fence", claim.Fencing), ("progress", progress.Progress), ("message", RecordLedger.Clean(progress.Message)),
            ("fetched", progress.Fetched), ("matched", progress.Matched), ("saved", progress.Saved), .. more,
        ]);
}
