using Npgsql;

namespace Pipeline.Faults.Deployment;

/// <summary>Looks at <c>pg_stat_activity</c> every 20 ms, and keeps the worst that it saw of our services.</summary>
public sealed class DatabaseWatch : IAsyncDisposable
{
    private const string Look = """
        SELECT application_name, state, extract(epoch FROM clock_timestamp() - xact_start) * 1000, extract(epoch FROM clock_timestamp() - state_change) * 1000,
            COALESCE(wait_event_type || '/' || wait_event, '-'), left(regexp_replace(query, '\s+', ' ', 'g'), 200), pid, xact_start
        FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'pipeline-%'
        """;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<(int Backend, DateTime Begun), Seen> _seen = [];
    private readonly MachineStalls _stalls;
    private readonly Task _watching;

    public DatabaseWatch(string connectionString)
    {
        var own = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "watch", Pooling = false }.ConnectionString;
        _stalls = new MachineStalls(own);
        _watching = Task.WhenAll(WatchAsync(own), _stalls.CommitAsync(_stop.Token));
    }

    /// <summary>How often it looked.</summary>
    public int Samples { get; private set; }

    /// <summary>The longest transaction in ms, as the server's clock tells it.</summary>
    public Worst Longest => Of(seen => seen.Age);

    /// <summary>The longest, without what the machine made a tiny commit of this watch's own wait meanwhile.</summary>
    public Worst LongestOfItsOwn => Of(seen => seen.AgeOfItsOwn);

    /// <summary>The longest stretch in ms for which a transaction was open and nothing asked of the server; -1: none was seen.</summary>
    public Worst LongestIdle => Of(seen => seen.Idle);

    /// <summary>The same, without what the machine made a tiny commit of this watch's own wait meanwhile.</summary>
    public Worst LongestIdleOfItsOwn => Of(seen => seen.IdleOfItsOwn);

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
            for (; await timer.WaitForNextTickAsync(_stop.Token); Samples++) await LookAsync(command);
        }
        catch (OperationCanceledException)
        {
            // It has seen enough.
        }
    }

    private async Task LookAsync(NpgsqlCommand command)
    {
        var now = new Dictionary<string, int>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var service = reader.GetString(0);
            now[service] = now.GetValueOrDefault(service) + 1;
            if (!await reader.IsDBNullAsync(2)) See(reader, service);
        }

        foreach (var (service, count) in now) Connections[service] = Math.Max(count, Connections.GetValueOrDefault(service));
    }

    private void See(NpgsqlDataReader reader, string service)
    {
        var (state, age, query) = (reader.GetString(1), reader.GetDouble(2), reader.GetString(5));
        var idle = state.StartsWith("idle in", StringComparison.Ordinal) ? reader.GetDouble(3) : -1;
        var key = (reader.GetInt32(6), reader.GetDateTime(7));
        var before = _seen.GetValueOrDefault(key) ?? new Seen("", -1, -1, -1, -1);
        _seen[key] = new(
            $"{service} {state} {reader.GetString(4)}: {query}", Math.Max(before.Age, age), Math.Max(before.AgeOfItsOwn, age - _stalls.MostWithin(age)),
            Math.Max(before.Idle, idle), Math.Max(before.IdleOfItsOwn, idle < 0 ? -1 : idle - _stalls.MostWithin(idle)));
    }

    private Worst Of(Func<Seen, double> milliseconds) =>
        _seen.Values.Select(seen => new Worst(milliseconds(seen), seen.What)).MaxBy(worst => worst.Milliseconds) ?? new(-1, "none");

    /// <summary>What was seen of one transaction, over all samples.</summary>
    private sealed record Seen(string What, double Age, double AgeOfItsOwn, double Idle, double IdleOfItsOwn);

    /// <summary>The worst of something.</summary>
    public sealed record Worst(double Milliseconds, string What)
    {
        public override string ToString() => Milliseconds < 0 ? "none" : $"{Milliseconds:0.0} ms ({What})";
    }
}
