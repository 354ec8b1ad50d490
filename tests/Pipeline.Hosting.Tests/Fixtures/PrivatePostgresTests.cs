using Npgsql;
using Pipeline.Testing.Servers;

namespace Pipeline.Hosting.Tests.Fixtures;

public sealed class PrivatePostgresTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Comes_back_with_its_committed_data_after_a_kill()
    {
        await using var server = await PrivatePostgres.StartNewAsync(Cancellation);
        await using var database = await PostgresDatabase.CreateAsync(server.Server);
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await ExecuteAsync(source, "CREATE TABLE numbers AS SELECT 42 AS number");

        await server.KillAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => ExecuteAsync(source, "SELECT 1"));
        await server.StartAsync(Cancellation);

        Assert.Equal(1, await ExecuteAsync(source, "DELETE FROM numbers"));
    }

    private static async Task<int> ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync(Cancellation);
    }
}
