using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Pipeline.Domain.Records;

namespace Pipeline.Persistence.Ledger;

/// <summary>
/// Whether a worker may tell the next stage at once: only while few enough records of the process are announced there
/// already. Beyond that the row waits for the announcer, which goes round the processes in turn, so that a large process
/// can't fill a queue before a small one. The count is at most a second old: order is at stake here, never a record.
/// </summary>
public sealed class AnnouncementWindows(LedgerDatabase database, IOptions<LedgerOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<(Guid Process, RecordStatus Status), Window> _windows = new();

    private sealed record Window(long AsOf, int Announced);

    /// <summary>True if <paramref name="count"/> more records may be announced to the stage that works on <paramref name="status"/>.</summary>
    public async ValueTask<bool> MayAnnounceAsync(Guid processId, RecordStatus status, int count, CancellationToken cancellationToken)
    {
        var key = (processId, status);
        if (!_windows.TryGetValue(key, out var window) || clock.GetElapsedTime(window.AsOf) > MaxAge)
        {
            window = new(clock.GetTimestamp(), await CountAsync(processId, status, cancellationToken));
            Forget();
        }

        var fits = window.Announced < options.Value.Window;
        _windows[key] = fits ? window with { Announced = window.Announced + count } : window;
        return fits;
    }

    private async Task<int> CountAsync(Guid processId, RecordStatus status, CancellationToken cancellationToken)
    {
        var counts = await database.ReadAsync(
            $"""
            SELECT count(*) FROM (
                SELECT 1 FROM article_records
                WHERE process_id = @process AND status = @status AND announced_at IS NOT NULL AND ring_at > {database.Sql.Now}
                LIMIT @window) AS announced
            """,
            new Dictionary<string, object?> { ["process"] = processId, ["status"] = (int)status, ["window"] = options.Value.Window },
            row => row.GetInt32(0), cancellationToken);
        return counts[0];
    }

    private void Forget()
    {
        if (_windows.Count < 1000) return;
        foreach (var (key, window) in _windows)
        {
            if (clock.GetElapsedTime(window.AsOf) > MaxAge) _windows.TryRemove(key, out _);
        }
    }
}
