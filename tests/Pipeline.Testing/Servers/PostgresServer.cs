using Npgsql;
using Testcontainers.PostgreSql;

namespace Pipeline.Testing.Servers;

/// <summary>A PostgreSQL server on which tests make databases of their own.</summary>
public sealed class PostgresServer
{
    private const string EnvironmentKey = "PIPELINE_TEST_POSTGRES";

    private static readonly Lazy<Task<PostgresServer>> Shared = new(ResolveAsync);

    private readonly NpgsqlConnectionStringBuilder connection;

    internal PostgresServer(string connectionString) =>
        connection = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, IncludeErrorDetail = true };

    /// <summary>
    /// The server that all tests of this process share: <c>PIPELINE_TEST_POSTGRES</c> (a connection string with the right to create databases),
    /// else a container if a Docker engine answers, else a private one from the installed programs.
    /// </summary>
    /// <exception cref="ServerUnavailableException">None of these is there; says what to install.</exception>
    public static Task<PostgresServer> SharedAsync() => Shared.Value;

    /// <summary>The connection string of a database on this server, pooled.</summary>
    public string ConnectionStringOf(string database) =>
        new NpgsqlConnectionStringBuilder(connection.ConnectionString) { Database = database, Pooling = true }.ConnectionString;

    /// <summary>Runs one statement in the maintenance database.</summary>
    internal async Task ExecuteAsync(string statement, CancellationToken cancellation = default)
    {
        await using var open = await OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(statement, open);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    internal async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation = default)
    {
        var open = new NpgsqlConnection(connection.ConnectionString);
        await open.OpenAsync(cancellation);
        return open;
    }

    private static async Task<PostgresServer> ResolveAsync()
    {
        if (Environment.GetEnvironmentVariable(EnvironmentKey) is { Length: > 0 } given)
            return new PostgresServer(given);
        if (DockerEngine.Answers)
            return new PostgresServer(await StartContainerAsync());

        // Never disposed here: the orphan guard ends it with this process.
        return (await PrivatePostgres.StartNewAsync()).Server;
    }

    private static async Task<string> StartContainerAsync()
    {
        var container = new PostgreSqlBuilder("postgres:15").WithCommand("-c", "max_connections=300").Build();
        await container.StartAsync();
        return container.GetConnectionString();
    }
}
