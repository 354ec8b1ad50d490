using System.Reflection;
using Npgsql;

namespace Pipeline.Testing.Servers;

/// <summary>
/// A database that is prepared once per server and then copied. Its name carries the version of the assembly with the migrations,
/// so every test project of one build shares it, and a new build makes a new one.
/// </summary>
/// <param name="purpose">Tells templates of one assembly apart: a lower-case word.</param>
/// <param name="migrations">The assembly whose change makes a new template.</param>
/// <param name="prepare">Migrates (and fills) the empty database of the given connection string.</param>
public sealed class PostgresTemplate(string purpose, Assembly migrations, Func<string, Task> prepare)
{
    // Any number that no code under test uses as an advisory lock in the maintenance database.
    private const long Lock = 0x7465_6d70_6c61_7465;

    private readonly string name = $"template_{purpose}_{migrations.ManifestModule.ModuleVersionId:N}";

    /// <summary>Makes it unless it is there; returns the name to copy from.</summary>
    public async Task<string> EnsureAsync(PostgresServer server)
    {
        // Test projects may run at the same time: one makes it, under a lock that its connection's end releases.
        await using var connection = await server.OpenAsync();
        await RunAsync(connection, $"SELECT pg_advisory_lock({Lock})");
        await using var exists = new NpgsqlCommand("SELECT count(*) FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = name } } };
        if (await exists.ExecuteScalarAsync() is 0L)
            await MakeAsync(server, connection);
        return name;
    }

    private async Task MakeAsync(PostgresServer server, NpgsqlConnection connection)
    {
        // Renamed when ready: one that was left half made is never copied.
        var unfinished = $"{name}_unfinished";
        await RunAsync(connection, $"""DROP DATABASE IF EXISTS "{unfinished}" WITH (FORCE)""");
        await RunAsync(connection, $"""CREATE DATABASE "{unfinished}" TEMPLATE template0""");
        await prepare(server.ConnectionStringOf(unfinished));
        // Pools that the preparation filled would keep the database from being copied.
        await RunAsync(connection, $"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{unfinished}'");
        await RunAsync(connection, $"""ALTER DATABASE "{unfinished}" RENAME TO "{name}" """);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }
}
