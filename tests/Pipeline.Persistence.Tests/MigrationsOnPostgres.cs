using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Pipeline.Testing.Ledger;

namespace Pipeline.Persistence.Tests;

public sealed class MigrationsOnPostgres(PostgresTestDatabase database) : IClassFixture<PostgresTestDatabase>
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task The_tables_of_the_former_scheduler_go()
    {
        await using var services = database.Services();
        await using var context = await services.GetRequiredService<IDbContextFactory<PipelineDbContext>>().CreateDbContextAsync(None);
        await context.Database.GetService<IMigrator>().MigrateAsync("ListsByIndex", None);
        await using var connections = NpgsqlDataSource.Create(database.ConnectionString);
        await using var make = connections.CreateCommand(
            "CREATE TABLE qrtz_job_details (job_name text PRIMARY KEY); CREATE TABLE qrtz_triggers (job_name text REFERENCES qrtz_job_details)");
        await make.ExecuteNonQueryAsync(None);

        await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(None);

        await using var left = connections.CreateCommand("SELECT count(*) FROM pg_tables WHERE tablename LIKE 'qrtz%'");
        Assert.Equal(0L, await left.ExecuteScalarAsync(None));
    }
}
