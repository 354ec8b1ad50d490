using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Pipeline.Persistence.Postgres;
using Pipeline.Persistence.Sqlite;

namespace Pipeline.Persistence;

/// <summary>For <c>dotnet ef migrations add … --context PostgresPipelineDbContext</c>; no server is asked.</summary>
internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresPipelineDbContext>
{
    public PostgresPipelineDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresPipelineDbContext>().UseNpgsql("Host=design-time").Options);
}

/// <summary>For <c>dotnet ef migrations add … --context SqlitePipelineDbContext</c>.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqlitePipelineDbContext>
{
    public SqlitePipelineDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlitePipelineDbContext>().UseSqlite("Data Source=design-time.db").Options);
}
