using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using Pipeline.Testing.Servers;

namespace Pipeline.Bench.Servers;

/// <summary>How fast the machine itself commits, as PostgreSQL's own pgbench measures it: simple updates, prepared.</summary>
internal sealed partial class CommitRate : IAsyncDisposable
{
    private const int Seconds = 10;
    private const int Threads = 2;

    private readonly PostgresDatabase _database;

    private CommitRate(PostgresDatabase database) => _database = database;

    /// <summary>Makes pgbench's own tables in a database of their own.</summary>
    public static async Task<CommitRate> PrepareAsync(BenchServers servers, CancellationToken cancellation)
    {
        var rate = new CommitRate(await PostgresDatabase.CreateAsync(servers.Postgres));
        try
        {
            await rate.RunAsync(["-i", "-q", "-s", "10"], cancellation);
            return rate;
        }
        catch
        {
            await rate.DisposeAsync();
            throw;
        }
    }

    /// <summary>Transactions per second with so many clients.</summary>
    public async Task<double> MeasureAsync(int clients, CancellationToken cancellation)
    {
        var output = await RunAsync(["-N", "-n", "-M", "prepared", "-c", $"{clients}", "-j", $"{Math.Min(clients, Threads)}", "-T", $"{Seconds}"], cancellation);
        return double.Parse(Rate().Match(output).Groups["tps"].Value, CultureInfo.InvariantCulture);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task<string> RunAsync(string[] arguments, CancellationToken cancellation)
    {
        var at = new NpgsqlConnectionStringBuilder(_database.ConnectionString);
        var start = new ProcessStartInfo("pgbench", [.. arguments, "-h", at.Host!, "-p", $"{at.Port}", "-U", at.Username!, at.Database!])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PGPASSWORD"] = at.Password;
        return await Commands.OutputAsync(start, cancellation);
    }

    [GeneratedRegex(@"tps = (?<tps>[0-9.]+) \(without")]
    private static partial Regex Rate();
}
