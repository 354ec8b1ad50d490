using Npgsql;
using Xunit;

namespace Pipeline.Testing.Servers;

/// <summary>
/// A database that nobody else uses, dropped at the end. As a class fixture (<c>IClassFixture&lt;PostgresDatabase&gt;</c>) it is one per test class;
/// a subclass that passes a template gives each class a ready-migrated one for the price of a file copy.
/// </summary>
public class PostgresDatabase : IAsyncLifetime
{
    private readonly PostgresTemplate? template;
    private PostgresServer? server;
    private string? connectionString;

    /// <summary>An empty database on the shared server.</summary>
    public PostgresDatabase()
    {
    }

    /// <summary>A copy of <paramref name="template"/> on the shared server.</summary>
    protected PostgresDatabase(PostgresTemplate template) => this.template = template;

    private PostgresDatabase(PostgresServer server, PostgresTemplate? template) => (this.server, this.template) = (server, template);

    /// <summary>The database's name on its server.</summary>
    public string Name { get; } = $"test_{Guid.CreateVersion7():N}";

    /// <summary>Its connection string, pooled, for the server's user.</summary>
    public string ConnectionString =>
        connectionString ?? throw new InvalidOperationException("The database isn't made yet: InitializeAsync comes first.");

    /// <summary>Makes one on a given server, empty or from a template.</summary>
    public static async Task<PostgresDatabase> CreateAsync(PostgresServer server, PostgresTemplate? template = null)
    {
        var database = new PostgresDatabase(server, template);
        await database.InitializeAsync();
        return database;
    }

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync()
    {
        server ??= await PostgresServer.SharedAsync();
        var from = template is null ? "template0" : await template.EnsureAsync(server);
        await server.ExecuteAsync($"""CREATE DATABASE "{Name}" TEMPLATE "{from}" """);
        connectionString = server.ConnectionStringOf(Name);
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (server is null || connectionString is null)
            return;
        await using (var connection = new NpgsqlConnection(connectionString))
            NpgsqlConnection.ClearPool(connection);
        await server.ExecuteAsync($"""DROP DATABASE IF EXISTS "{Name}" WITH (FORCE)""");
    }
}
