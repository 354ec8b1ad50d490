using System.Data.Common;
using Microsoft.Extensions.Options;
using Pipeline.Domain.Processes;

namespace Pipeline.Persistence.Ledger;

/// <summary>Where a process stands after a person's order.</summary>
/// <param name="Status">The status now.</param>
/// <param name="Epoch">The epoch now.</param>
/// <param name="Changed">This order changed it; false: it stood there already, or the order doesn't fit.</param>
public sealed record ProcessOrder(ProcessStatus Status, long Epoch, bool Changed);

/// <summary>A process for which something is due.</summary>
/// <param name="ProcessId">The process.</param>
/// <param name="Epoch">Its epoch.</param>
/// <param name="Late">How long it has been due.</param>
public sealed record DueProcess(Guid ProcessId, long Epoch, TimeSpan Late);

/// <summary>How a run ended, as far as its process cares.</summary>
public enum RunOutcome
{
    /// <summary>There were new records.</summary>
    Found,

    /// <summary>There was nothing new.</summary>
    Empty,

    /// <summary>Transient trouble: the next run may do better.</summary>
    Disturbed,

    /// <summary>An error that trying again can't help.</summary>
    Refused,

    /// <summary>It was cancelled: it says nothing about the site.</summary>
    Cancelled,
}

/// <summary>How a run leaves its process.</summary>
/// <param name="JobId">The run.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Error">What went wrong; null: nothing.</param>
/// <param name="NextAt">The next look (UTC); null: by cron, never again.</param>
public sealed record RunEnd(Guid JobId, RunOutcome Outcome, string? Error, DateTime? NextAt);

/// <summary>A process whose saga must be told again where it stands.</summary>
/// <param name="ProcessId">The process.</param>
/// <param name="Epoch">Its epoch.</param>
/// <param name="Status">Its status.</param>
public sealed record BehindProcess(Guid ProcessId, long Epoch, ProcessStatus Status);

/// <summary>
/// The states of monitoring processes: compare-and-set statements with a rising epoch. What the row says is what everybody
/// sees and what every claim and permit asks; the saga follows it.
/// </summary>
public sealed class ProcessLedger(LedgerDatabase database, IOptions<LedgerOptions> options)
{
    private const string Startable = "status IN (0, 4)";

    private readonly Gathering<ProcessOrder> _starts = database.GatherWrites(
        $"""
        UPDATE monitoring_processes SET {Ordered(Started(database.Sql.Now))}, updated_at = {database.Sql.Now}
        WHERE id IN {database.Sql.TakenOfAsked("monitoring_processes", $"t.{Startable}")}
        RETURNING id, status, epoch
        """,
        row => (row.GetGuid(0), new ProcessOrder((ProcessStatus)row.GetInt32(1), row.GetInt64(2), true)));

    private string Now => database.Sql.Now;

    /// <summary>
    /// stopped, failed → running; a look is due at once. Processes that are started at the same moment go together; one that
    /// somebody else has locked is waited for alone.
    /// </summary>
    public async Task<ProcessOrder?> StartAsync(Guid processId, CancellationToken cancellationToken) =>
        (await _starts.AskAsync([LedgerDatabase.Row(processId, new { id = processId })], cancellationToken)).FirstOrDefault()
        ?? await OrderAsync(processId, Startable, Started(Now), cancellationToken);

    /// <summary>running, paused → stopping.</summary>
    public Task<ProcessOrder?> StopAsync(Guid processId, StopReason reason, CancellationToken cancellationToken) => OrderAsync(
        processId, "status IN (1, 2)",
        $"status = 3, stop_reason = {(int)reason}, next_discovery_at = NULL, discovery_rung_at = NULL", cancellationToken);

    /// <summary>running → paused.</summary>
    public Task<ProcessOrder?> PauseAsync(Guid processId, CancellationToken cancellationToken) => OrderAsync(
        processId, "status = 1", "status = 2", cancellationToken);

    /// <summary>paused → running; a look that came due meanwhile is due at once.</summary>
    public Task<ProcessOrder?> ResumeAsync(Guid processId, CancellationToken cancellationToken) => OrderAsync(
        processId, "status = 2",
        $"status = 1, next_discovery_at = COALESCE(next_discovery_at, {Now}), discovery_rung_at = NULL", cancellationToken);

    /// <summary>stopping → stopped, once no run of it is active; the epoch stays.</summary>
    /// <returns>Where it stands then; null: there is no such process.</returns>
    public Task<ProcessOrder?> StoppedAsync(Guid processId, CancellationToken cancellationToken) => MoveAsync(
        processId,
        """
        status = 3 AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.process_id = monitoring_processes.id AND j.type = 1 AND j.status < 3)
        """,
        $"status = 0, stopped_at = {Now}, deadline_at = NULL, next_discovery_at = NULL", null, cancellationToken);

    /// <summary>running, paused → failed.</summary>
    public Task<ProcessOrder?> FailAsync(Guid processId, string error, CancellationToken cancellationToken) => MoveAsync(
        processId, "status IN (1, 2)",
        $"""
        status = 4, stop_reason = 3, stopped_at = {Now}, last_error = @error, deadline_at = NULL, next_discovery_at = NULL, discovery_rung_at = NULL,
        epoch = epoch + 1
        """,
        error, cancellationToken);

    /// <summary>The end of a running or paused process, after a change of its longest duration in the same transaction.</summary>
    public Task<int> MoveDeadlineAsync(DbTransaction transaction, Guid processId, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            transaction, "UPDATE monitoring_processes SET deadline_at = started_at + max_duration WHERE id = @id AND status IN (1, 2)",
            Statement.With(("id", processId)), cancellationToken);

    /// <summary>
    /// The next look of a running or paused process, after a change of its schedule in the same transaction: at once if its
    /// moment has passed. A look that is due or under way stays; its end asks the new schedule.
    /// </summary>
    /// <param name="transaction">The transaction that changes the schedule.</param>
    /// <param name="processId">The process.</param>
    /// <param name="nextAt">The moment (UTC); null: by cron, never again.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public Task<int> RescheduleAsync(DbTransaction transaction, Guid processId, DateTime? nextAt, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            transaction,
            $"""
            UPDATE monitoring_processes SET next_discovery_at = {(nextAt is null ? "NULL" : database.Sql.Later("@next", Now))}, discovery_rung_at = NULL
            WHERE id = @id AND status IN (1, 2) AND (next_discovery_at IS NULL OR next_discovery_at > {Now})
            """,
            nextAt is null ? Statement.With(("id", processId)) : Statement.With(("id", processId), ("next", nextAt)), cancellationToken);

    /// <summary>Takes the running processes whose look is due; each is answered again only after a stall time-out.</summary>
    public Task<List<DueProcess>> TakeDueDiscoveriesAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(
            $"""
            UPDATE monitoring_processes SET discovery_rung_at = {Now}
            WHERE id IN {database.Sql.Taken(
                "monitoring_processes",
                $"t.status = 1 AND t.next_discovery_at <= {Now} AND (t.discovery_rung_at IS NULL OR t.discovery_rung_at <= {database.Sql.In("-@stall")})")}
            RETURNING id, epoch, {database.Sql.Seconds("next_discovery_at", Now)}
            """,
            Statement.With(("stall", options.Value.Stall.TotalSeconds)), ReadDue, cancellationToken);

    /// <summary>Moves the processes whose time is over to <c>stopping</c>, reason <c>timeout</c>.</summary>
    public Task<List<DueProcess>> TakeDueDeadlinesAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(
            $"""
            UPDATE monitoring_processes SET status = 3, stop_reason = 2, epoch = epoch + 1, next_discovery_at = NULL, discovery_rung_at = NULL, updated_at = {Now}
            WHERE id IN {database.Sql.Taken("monitoring_processes", $"t.status IN (1, 2) AND t.deadline_at <= {Now}")}
            RETURNING id, epoch, {database.Sql.Seconds("deadline_at", Now)}
            """,
            Statement.With(), ReadDue, cancellationToken);

    /// <summary>
    /// A run has ended: when the next one is due, and how many in a row were empty or failed. Counts once, however often it
    /// is told, and not at all for a run from before the last start.
    /// </summary>
    /// <returns>The runs in a row that failed for good; null: it didn't count, or the process is neither running nor paused.</returns>
    public async Task<int?> RunEndedAsync(Guid processId, RunEnd end, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(end);
        var streaks = await database.WriteAsync(
            $"""
            UPDATE monitoring_processes SET last_run_id = @job, next_discovery_at = @next, discovery_rung_at = NULL, updated_at = {Now}, {Streaks(end.Outcome)}
            WHERE id = @id AND status IN (1, 2) AND (last_run_id IS NULL OR last_run_id <> @job) AND EXISTS (
                SELECT 1 FROM jobs j WHERE j.id = @job AND j.process_id = monitoring_processes.id AND j.status >= 3 AND j.created_at >= monitoring_processes.started_at
                AND j.created_at >= COALESCE((SELECT l.created_at FROM jobs l WHERE l.id = last_run_id), j.created_at))
            RETURNING failure_streak
            """,
            Statement.With(("id", processId), ("job", end.JobId), ("next", end.NextAt), ("error", RecordLedger.Clean(end.Error))),
            row => row.GetInt32(0), cancellationToken);
        return streaks.Count > 0 ? streaks[0] : null;
    }

    /// <summary>Processes whose saga has not reached their epoch, or that are still stopping: the sweep tells it again.</summary>
    public Task<List<BehindProcess>> BehindAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            $"""
            SELECT p.id, p.epoch, p.status FROM monitoring_processes p LEFT JOIN monitoring_sagas s ON s.correlation_id = p.id
            WHERE p.updated_at <= {database.Sql.In("-5")} AND (
                p.status = 3 OR (p.epoch > 0 AND COALESCE(s.epoch, 0) < p.epoch) OR (p.status = 0 AND s.current_state = 'Stopping'))
            """,
            Statement.With(), row => new BehindProcess(row.GetGuid(0), row.GetInt64(1), (ProcessStatus)row.GetInt32(2)), cancellationToken);

    /// <summary>Deletes the sagas of processes that are gone.</summary>
    public Task<int> ForgetSagasAsync(CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            "DELETE FROM monitoring_sagas WHERE NOT EXISTS (SELECT 1 FROM monitoring_processes p WHERE p.id = monitoring_sagas.correlation_id)",
            Statement.With(), cancellationToken);

    private static string Streaks(RunOutcome outcome) => outcome switch
    {
        RunOutcome.Found => "empty_streak = 0, failure_streak = 0, last_error = NULL",
        RunOutcome.Empty => "empty_streak = empty_streak + 1, failure_streak = 0, last_error = NULL",
        RunOutcome.Disturbed => "last_error = @error",
        RunOutcome.Refused => "failure_streak = failure_streak + 1, last_error = @error",
        RunOutcome.Cancelled => "last_error = last_error",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "No such outcome."),
    };

    private static string Started(string now) =>
        $"""
        status = 1, stop_reason = NULL, started_at = {now}, stopped_at = NULL, next_discovery_at = {now}, discovery_rung_at = NULL,
        deadline_at = ({now} + max_duration), empty_streak = 0, failure_streak = 0, last_error = NULL
        """;

    private static string Ordered(string set) => $"{set}, epoch = epoch + 1";

    private Task<ProcessOrder?> OrderAsync(Guid processId, string from, string set, CancellationToken cancellationToken) =>
        MoveAsync(processId, from, Ordered(set), null, cancellationToken);

    private async Task<ProcessOrder?> MoveAsync(Guid processId, string from, string set, string? error, CancellationToken cancellationToken)
    {
        var moved = await database.WriteAsync(
            $"UPDATE monitoring_processes SET {set}, updated_at = {Now} WHERE id = @id AND {from} RETURNING status, epoch",
            Statement.With(("id", processId), ("error", RecordLedger.Clean(error))),
            row => new ProcessOrder((ProcessStatus)row.GetInt32(0), row.GetInt64(1), true), cancellationToken);
        if (moved.Count > 0) return moved[0];
        var present = await database.ReadAsync(
            "SELECT status, epoch FROM monitoring_processes WHERE id = @id", Statement.With(("id", processId)),
            row => new ProcessOrder((ProcessStatus)row.GetInt32(0), row.GetInt64(1), false), cancellationToken);
        return present.FirstOrDefault();
    }

    private static DueProcess ReadDue(DbDataReader row) => new(row.GetGuid(0), row.GetInt64(1), TimeSpan.FromSeconds(row.GetDouble(2)));
}
