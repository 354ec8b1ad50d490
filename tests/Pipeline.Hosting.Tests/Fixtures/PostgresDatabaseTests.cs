using Npgsql;
using Pipeline.Testing.Servers;

namespace Pipeline.Hosting.Tests.Fixtures;

public sealed class PostgresDatabaseTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_isolated_from_another_one()
    {
        await using var other = await PostgresDatabase.CreateAsync(await PostgresServer.SharedAsync());

        await ExecuteAsync(database, "CREATE TABLE only_here (id int)");

        Assert.NotNull(await ScalarAsync(database, "SELECT to_regclass('only_here')::text"));
        Assert.Equal(DBNull.Value, await ScalarAsync(other, "SELECT to_regclass('only_here')::text"));
    }

    [Fact]
    public async Task Is_dropped_at_its_end_although_a_connection_is_open()
    {
        var other = await PostgresDatabase.CreateAsync(await PostgresServer.SharedAsync());
        await using var forgotten = NpgsqlDataSource.Create(other.ConnectionString);
        await using var connection = await forgotten.OpenConnectionAsync(Cancellation);

        await other.DisposeAsync();

        Assert.Equal(0L, await ScalarAsync(database, $"SELECT count(*) FROM pg_database WHERE datname = '{other.Name}'"));
    }

    [Fact]
    public async Task Copies_a_template_that_is_prepared_once()
    {
        var prepared = 0;
        var template = new PostgresTemplate($"t{Guid.NewGuid():N}"[..12], GetType().Assembly, async connectionString =>
        {
            prepared++;
            await ExecuteAsync(connectionString, "CREATE TABLE numbers AS SELECT 42 AS number");
        });
        var server = await PostgresServer.SharedAsync();
        await using var first = await PostgresDatabase.CreateAsync(server, template);
        await ExecuteAsync(first, "DELETE FROM numbers");

        await using var second = await PostgresDatabase.CreateAsync(server, template);

        Assert.Equal(42, await ScalarAsync(second, "SELECT number FROM numbers"));
        Assert.Equal(1, prepared);
    }

    private static Task ExecuteAsync(PostgresDatabase database, string sql) => ExecuteAsync(database.ConnectionString, sql);

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private static async Task<object?> ScalarAsync(PostgresDatabase database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
