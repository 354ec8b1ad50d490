using Microsoft.EntityFrameworkCore;
using Pipeline.Testing.Servers;

namespace Pipeline.Hosting.Tests.Sagas;

/// <summary>A database for the counters: a SQLite file, or a PostgreSQL database.</summary>
internal sealed class CounterDatabase : IAsyncDisposable
{
    private readonly PostgresDatabase? _postgres;
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"counters-{Guid.NewGuid():N}.db");

    private CounterDatabase(PostgresDatabase? postgres) => _postgres = postgres;

    public static async Task<CounterDatabase> CreateAsync(bool postgres)
    {
        var database = new CounterDatabase(postgres ? new PostgresDatabase() : null);
        if (database._postgres is not null) await database._postgres.InitializeAsync();
        await using var context = database.Open();
        await context.Database.EnsureCreatedAsync(TestContext.Current.CancellationToken);
        return database;
    }

    public void Use(DbContextOptionsBuilder options)
    {
        if (_postgres is not null) options.UseNpgsql(_postgres.ConnectionString);
        else options.UseSqlite($"Data Source={_file}");
    }

    public CounterDbContext Open()
    {
        var options = new DbContextOptionsBuilder<CounterDbContext>();
        Use(options);
        return new CounterDbContext(options.Options);
    }

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null) await _postgres.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var file in new[] { _file, $"{_file}-wal", $"{_file}-shm" }) File.Delete(file);
    }
}
