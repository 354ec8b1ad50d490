using System.Diagnostics;
using Npgsql;

namespace Pipeline.Faults.Deployment;

/// <summary>Looks at <c>pg_stat_activity</c> every 20 ms, and keeps the worst that it saw of our services.</summary>
public sealed class DatabaseWatch : IAsyncDisposable
{
    private const string Look = """
        SELECT application_name, state, extract(epoch FROM clock_timestamp() - xact_start) * 1000, extract(epoch FROM clock_timestamp() - state_change) * 1000,
            COALESCE(wait_event_type || '/' || wait_event, '-'), left(regexp_replace(query, '\s+', ' ', 'g'), 200)
        FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'pipeline-%'
        """;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly Queue<(long At, TimeSpan Late)> _late = new();
    private readonly Task _watching;

    public DatabaseWatch(string connectionString) => _watching = WatchAsync(new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "watch", Pooling = false }.ConnectionString);

    /// <summary>How often it looked.</summary>
    public int Samples { get; private set; }

    /// <summary>The longest transaction in ms, as the server's clock tells it.</summary>
    public Worst Longest { get; private set; } = Worst.None;

    /// <summary>The longest one, without the time for which the machine let this watch itself wait meanwhile: on a busy one everybody waits for a processor.</summary>
    public Worst LongestOfItsOwn { get; private set; } = Worst.None;

    /// <summary>The longest stretch in ms for which a transaction was open and nothing asked of the server; -1: none was seen.</summary>
    public Worst LongestIdle { get; private set; } = Worst.None;

    /// <summary>The same, without the time for which the machine let this watch itself wait.</summary>
    public Worst LongestIdleOfItsOwn { get; private set; } = Worst.None;

    /// <summary>The most connections of a service at once, both of its processes together.</summary>
    public SortedDictionary<string, int> Connections { get; } = new(StringComparer.Ordinal);

    /// <summary>Ends the watch; what it saw stays.</summary>
    public async Task EndAsync()
    {
        await _stop.CancelAsync();
        await _watching;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _stop.Dispose();
    }

    private async Task WatchAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Look, connection);
        await command.PrepareAsync();
        using var timer = new PeriodicTimer(Interval);
        try
        {
            for (var last = Stopwatch.GetTimestamp(); await timer.WaitForNextTickAsync(_stop.Token); Samples++)
            {
                await LookAsync(command);
                _late.Enqueue((Stopwatch.GetTimestamp(), Stopwatch.GetElapsedTime(last) - Interval));
                while (Stopwatch.GetElapsedTime(_late.Peek().At) > TimeSpan.FromMinutes(1)) _late.Dequeue();
                last = Stopwatch.GetTimestamp();
            }
        }
        catch (OperationCanceledException)
        {
            // It has seen enough.
        }
    }

    private async Task LookAsync(NpgsqlCommand command)
    {
        var now = new Dictionary<string, int>();
        var begun = Stopwatch.GetTimestamp();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var service = reader.GetString(0);
            now[service] = now.GetValueOrDefault(service) + 1;
            if (await reader.IsDBNullAsync(2)) continue;
            var (age, state) = (reader.GetDouble(2), reader.GetString(1));
            var what = $"{service} {state} {reader.GetString(4)}: {reader.GetString(5)}";
            Longest = Longest.Or(age, what);
            LongestOfItsOwn = LongestOfItsOwn.Or(age - Waited(age, begun), what);
            if (!state.StartsWith("idle in", StringComparison.Ordinal)) continue;
            var idle = reader.GetDouble(3);
            LongestIdle = LongestIdle.Or(idle, what);
            LongestIdleOfItsOwn = LongestIdleOfItsOwn.Or(idle - Waited(idle, begun), what);
        }

        foreach (var (service, count) in now) Connections[service] = Math.Max(count, Connections.GetValueOrDefault(service));
    }

    /// <summary>For how much of the last milliseconds the watch wasn't let run when it was due.</summary>
    private double Waited(double milliseconds, long lookBegun) =>
        Stopwatch.GetElapsedTime(lookBegun).TotalMilliseconds
        + _late.Where(late => late.Late > Interval && Stopwatch.GetElapsedTime(late.At).TotalMilliseconds < milliseconds).Sum(late => late.Late.TotalMilliseconds);

    /// <summary>The worst of something.</summary>
    public sealed record Worst(double Milliseconds, string What)
    {
        public static Worst None { get; } = new(-1, "none");

        public Worst Or(double milliseconds, string what) => milliseconds > Milliseconds ? new(milliseconds, what) : this;

        public override string ToString() => $"{Milliseconds:0.0} ms ({What})";
    }
}
