using Npgsql;
using Pipeline.Chaos.Installations;
using Pipeline.Testing.Servers;

namespace Pipeline.Chaos.Faults;

/// <summary>What befalls the broker and the database.</summary>
public static class ServerFaults
{
    private const int IdleConnections = 300;

    /// <summary>All of them.</summary>
    public static IEnumerable<Func<Dice, Strike>> Of(ProductionInstallation installation) =>
        [.. OfBroker(installation.Broker).Select(fault => At("broker", fault)), .. OfDatabase(installation).Select(fault => At("database", fault))];

    private static Func<Dice, Strike> At(string server, Func<Dice, Strike> fault) => dice => fault(dice) with { Server = server };

    private static IEnumerable<Func<Dice, Strike>> OfBroker(PrivateRabbitMq broker)
    {
        yield return dice => Restart("broker stopped", dice.Seconds(0, 10), broker.StopAsync, broker.StartAsync);
        yield return dice => Restart("broker killed", dice.Seconds(0, 10), broker.KillAsync, broker.StartAsync);
        yield return _ => new Strike("broker's data wiped", TimeSpan.Zero, broker.WipeAsync);
    }

    private static IEnumerable<Func<Dice, Strike>> OfDatabase(ProductionInstallation installation)
    {
        var database = installation.Database;
        yield return dice => Restart("database stopped", dice.Seconds(0, 10), database.StopAsync, database.StartAsync);
        yield return dice => Restart("database killed", dice.Seconds(0, 10), database.KillAsync, database.StartAsync);
        yield return _ => new Strike("pg_terminate_backend of all", TimeSpan.Zero, cancellation => TerminateAsync(installation.DirectConnection, cancellation));
        yield return dice => Crowd(installation.DirectConnection, dice.Seconds(5, 15));
    }

    private static Strike Restart(string what, TimeSpan lasts, Func<Task> end, Func<CancellationToken, Task> start) => new(what, lasts, _ => end(), start);

    private static async Task TerminateAsync(string connection, CancellationToken cancellation)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", open);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>As many connections as the server takes, which do nothing.</summary>
    private static Strike Crowd(string connection, TimeSpan lasts)
    {
        var crowd = new List<NpgsqlConnection>();
        return new Strike($"{IdleConnections} idle connections", lasts, BeginAsync, EndAsync);

        async Task BeginAsync(CancellationToken cancellation)
        {
            try
            {
                while (crowd.Count < IdleConnections)
                {
                    var idle = new NpgsqlConnection(connection);
                    crowd.Add(idle);
                    await idle.OpenAsync(cancellation);
                }
            }
            catch (PostgresException full) when (full.SqlState == PostgresErrorCodes.TooManyConnections)
            {
                // That is what it is for.
            }
        }

        async Task EndAsync(CancellationToken cancellation)
        {
            foreach (var idle in crowd) await idle.DisposeAsync();
        }
    }
}
