using System.Diagnostics;
using Npgsql;

namespace Pipeline.Faults.Deployment;

/// <summary>
/// Commits something tiny on the same server every 50 ms: what that takes is what the machine (its processors, its disk)
/// makes everybody wait at that moment.
/// </summary>
public sealed class MachineStalls(string connectionString)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Queue<(long Ended, TimeSpan Took)> _commits = new();
    private long _begun = Stopwatch.GetTimestamp();

    /// <summary>Goes on until it is cancelled.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand("SELECT pg_current_xact_id()::text", connection); // Has a number, so its end is written to the disk.
        while (!cancellationToken.IsCancellationRequested)
        {
            await command.ExecuteScalarAsync(CancellationToken.None);
            using var timer = new PeriodicTimer(Interval);
            await timer.WaitForNextTickAsync(CancellationToken.None);
            Ended();
        }
    }

    /// <summary>The most that one commit, with the pause after it, took longer than it need within the last milliseconds.</summary>
    public double MostWithin(double milliseconds)
    {
        lock (_gate)
        {
            var recent = _commits.Where(commit => Stopwatch.GetElapsedTime(commit.Ended).TotalMilliseconds <= milliseconds).Select(commit => commit.Took);
            return Math.Max(0, recent.Append(Stopwatch.GetElapsedTime(_begun)).Max().TotalMilliseconds - Interval.TotalMilliseconds);
        }
    }

    private void Ended()
    {
        lock (_gate)
        {
            var now = Stopwatch.GetTimestamp();
            _commits.Enqueue((now, Stopwatch.GetElapsedTime(_begun, now)));
            _begun = now;
            while (Stopwatch.GetElapsedTime(_commits.Peek().Ended) > Remembered) _commits.Dequeue();
        }
    }
}
