using Npgsql;
using Pipeline.Testing.Processes;

namespace Pipeline.Testing.Servers;

/// <summary>A PostgreSQL of a test's own, from the installed programs: for tests that stop or kill it. All others share <see cref="PostgresServer"/>.</summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    private readonly ServerProcess process;
    private readonly string connectionString;

    private PrivatePostgres()
    {
        var port = FreePort.Next();
        process = new ServerProcess("postgres.sh", [port], ProcessSignal.Interrupt, AnswersAsync);
        connectionString = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = "pipeline",
            Password = process.Password,
            Database = "postgres",
            IncludeErrorDetail = true,
        }.ConnectionString;
        Server = new PostgresServer(connectionString);
    }

    /// <summary>What databases are made on; valid over stops and starts, the port stays the same.</summary>
    public PostgresServer Server { get; }

    /// <summary>Initialises and starts a new one; returns when it answers.</summary>
    /// <exception cref="ServerUnavailableException">PostgreSQL isn't installed, or didn't start.</exception>
    public static async Task<PrivatePostgres> StartNewAsync(CancellationToken cancellation = default)
    {
        var server = new PrivatePostgres();
        await server.StartAsync(cancellation);
        return server;
    }

    /// <summary>Starts it again, with the data that it had.</summary>
    public Task StartAsync(CancellationToken cancellation = default) => process.StartAsync(cancellation);

    /// <summary>Stops it orderly; open connections are cut.</summary>
    public Task StopAsync() => process.StopAsync();

    /// <summary>SIGKILL to all of it.</summary>
    public Task KillAsync() => process.KillAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => process.DisposeAsync();

    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
