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
public sealed record DueProcess(Guid ProcessId, long Epoch);

/// <summary>How a run leaves its process.</summary>
/// <param name="Found">New records; 0: an empty run.</param>
/// <param name="Failed">The run failed for good.</param>
/// <param name="Error">What went wrong; null: nothing.</param>
/// <param name="Next">From now until the next look; null: by cron, never again.</param>
public sealed record RunEnd(int Found, bool Failed, string? Error, TimeSpan? Next);

/// <summary>
/// The states of monitoring processes: compare-and-set statements with a rising epoch. What the row says is what everybody
/// sees and what every claim and permit asks; the saga follows it.
/// </summary>
public sealed class ProcessLedger(LedgerDatabase database, IOptions<LedgerOptions> options)
{
    private string Now => database.Sql.Now;

    /// <summary>stopped, failed → running.</summary>
    public Task<ProcessOrder?> StartAsync(Guid processId, CancellationToken cancellationToken) => OrderAsync(
        processId, "status IN (0, 4)",
        $"""
        status = 1, stop_reason = NULL, started_at = {Now}, stopped_at = NULL, next_discovery_at = {Now}, discovery_rung_at = {Now},
        deadline_at = ({Now} + max_duration), empty_streak = 0, failure_streak = 0, last_error = NULL
        """,
        cancellationToken);

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

    /// <summary>stopping → stopped, once no run of it is active; false: one still is, or it isn't stopping.</summary>
    public async Task<bool> StoppedAsync(Guid processId, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            $"""
            UPDATE monitoring_processes SET status = 0, stopped_at = {Now}, deadline_at = NULL, next_discovery_at = NULL, updated_at = {Now}
            WHERE id = @id AND status = 3 AND NOT EXISTS (
                SELECT 1 FROM jobs j WHERE j.process_id = monitoring_processes.id AND j.type = 1 AND j.status < 3)
            """,
            Statement.With(("id", processId)), cancellationToken) > 0;

    /// <summary>running, paused → failed.</summary>
    public async Task<bool> FailAsync(Guid processId, string error, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            $"""
            UPDATE monitoring_processes SET status = 4, stop_reason = 3, stopped_at = {Now}, last_error = @error, epoch = epoch + 1, deadline_at = NULL,
                next_discovery_at = NULL, discovery_rung_at = NULL, updated_at = {Now}
            WHERE id = @id AND status IN (1, 2)
            """,
            Statement.With(("id", processId), ("error", RecordLedger.Clean(error))), cancellationToken) > 0;

    /// <summary>Takes the running processes whose look is due; each is answered again only after a stall time-out.</summary>
    public Task<List<DueProcess>> TakeDueDiscoveriesAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(
            $"""
            UPDATE monitoring_processes SET discovery_rung_at = {Now}
            WHERE status = 1 AND next_discovery_at <= {Now} AND (discovery_rung_at IS NULL OR discovery_rung_at <= {database.Sql.In("-@stall")})
            RETURNING id, epoch
            """,
            Statement.With(("stall", options.Value.Stall.TotalSeconds)), ReadDue, cancellationToken);

    /// <summary>Moves the processes whose time is over to <c>stopping</c>, reason <c>timeout</c>.</summary>
    public Task<List<DueProcess>> TakeDueDeadlinesAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(
            $"""
            UPDATE monitoring_processes SET status = 3, stop_reason = 2, epoch = epoch + 1, next_discovery_at = NULL, discovery_rung_at = NULL, updated_at = {Now}
            WHERE status IN (1, 2) AND deadline_at <= {Now}
            RETURNING id, epoch
            """,
            Statement.With(), ReadDue, cancellationToken);

    /// <summary>A run has ended: when the next one is due, and how many in a row were empty or failed.</summary>
    /// <returns>The runs in a row that failed for good; null: the process is neither running nor paused.</returns>
    public async Task<int?> RunEndedAsync(Guid processId, RunEnd end, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(end);
        var streaks = await database.WriteAsync(
            $"""
            UPDATE monitoring_processes SET discovery_rung_at = NULL, updated_at = {Now},
                next_discovery_at = {(end.Next is null ? "NULL" : database.Sql.In("@next"))},
                empty_streak = {(end.Error is not null ? "empty_streak" : end.Found > 0 ? "0" : "empty_streak + 1")},
                failure_streak = {(end.Failed ? "failure_streak + 1" : end.Error is null ? "0" : "failure_streak")},
                last_error = @error
            WHERE id = @id AND status IN (1, 2)
            RETURNING failure_streak
            """,
            end.Next is null
                ? Statement.With(("id", processId), ("error", RecordLedger.Clean(end.Error)))
                : Statement.With(("id", processId), ("error", RecordLedger.Clean(end.Error)), ("next", end.Next.Value.TotalSeconds)),
            row => row.GetInt32(0), cancellationToken);
        return streaks.Count > 0 ? streaks[0] : null;
    }

    /// <summary>Processes whose saga has not reached their epoch, or that are still stopping: the sweep tells it again.</summary>
    public Task<List<(Guid ProcessId, long Epoch, ProcessStatus Status)>> BehindAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            $"""
            SELECT p.id, p.epoch, p.status FROM monitoring_processes p LEFT JOIN monitoring_sagas s ON s.correlation_id = p.id
            WHERE p.updated_at < {database.Sql.In("-5")} AND (p.status = 3 OR (p.epoch > 0 AND COALESCE(s.epoch, 0) < p.epoch))
            """,
            Statement.With(), row => (row.GetGuid(0), row.GetInt64(1), (ProcessStatus)row.GetInt32(2)), cancellationToken);

    private async Task<ProcessOrder?> OrderAsync(Guid processId, string from, string set, CancellationToken cancellationToken)
    {
        var moved = await database.WriteAsync(
            $"UPDATE monitoring_processes SET {set}, epoch = epoch + 1, updated_at = {Now} WHERE id = @id AND {from} RETURNING status, epoch",
            Statement.With(("id", processId)), row => new ProcessOrder((ProcessStatus)row.GetInt32(0), row.GetInt64(1), true), cancellationToken);
        if (moved.Count > 0) return moved[0];
        var present = await database.ReadAsync(
            "SELECT status, epoch FROM monitoring_processes WHERE id = @id", Statement.With(("id", processId)),
            row => new ProcessOrder((ProcessStatus)row.GetInt32(0), row.GetInt64(1), false), cancellationToken);
        return present.FirstOrDefault();
    }

    private static DueProcess ReadDue(System.Data.Common.DbDataReader row) => new(row.GetGuid(0), row.GetInt64(1));
}
