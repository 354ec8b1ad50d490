using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.Testing.Ledger;

/// <summary>
/// A migrated database of a test's own, in one of the two modes, and the one clock that everything in the test goes by:
/// the program's <see cref="TimeProvider"/> and the ledger's <c>ledger_now()</c> move together, and only when told to.
/// </summary>
public abstract class TestDatabase : IAsyncLifetime
{
    /// <summary>When every test begins.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>The clock; move it with <see cref="AdvanceAsync"/>, so that the database moves too.</summary>
    public FakeTimeProvider Clock { get; } = new(Start);

    /// <summary><c>postgres</c> or <c>sqlite</c>, as <c>Database:Provider</c> names it.</summary>
    public abstract string Provider { get; }

    /// <summary>As <c>ConnectionStrings:Pipeline</c> wants it.</summary>
    public abstract string ConnectionString { get; }

    /// <summary>Registers this database, without options of the host.</summary>
    public abstract IServiceCollection Register(IServiceCollection services);

    /// <summary>Moves time on: for the program and for the database.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        await BeforeAdvanceAsync(Clock.GetUtcNow() + by);
        Clock.Advance(by);
    }

    /// <summary>Everything a test needs of the ledgers, signed by one worker.</summary>
    public ServiceProvider Services(string worker = "test", Action<LedgerOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton(new WorkerIdentity(worker, $"{worker}@{Guid.NewGuid():N}"));
        Register(services);
        if (configure is not null) services.Configure(configure);
        return services.BuildServiceProvider(validateScopes: true);
    }

    /// <inheritdoc />
    public abstract ValueTask InitializeAsync();

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();

    /// <summary>Tells the database the time before the program hears of it.</summary>
    protected abstract Task BeforeAdvanceAsync(DateTimeOffset to);
}

/// <summary>A database on a real PostgreSQL server, copied from a migrated template.</summary>
public sealed class PostgresTestDatabase : TestDatabase
{
    private static readonly PostgresTemplate Migrated = new("pipeline", typeof(PipelineDbContext).Assembly, MigrateAsync);
    private PostgresDatabase? _database;

    /// <inheritdoc />
    public override string Provider => "postgres";

    /// <inheritdoc />
    public override string ConnectionString => _database?.ConnectionString ?? throw new InvalidOperationException("Not initialised yet.");

    /// <inheritdoc />
    public override IServiceCollection Register(IServiceCollection services) => services.AddPostgresPersistence(() => ConnectionString);

    /// <inheritdoc />
    public override async ValueTask InitializeAsync()
    {
        _database = await PostgresDatabase.CreateAsync(await PostgresServer.SharedAsync(), Migrated);
        await BeforeAdvanceAsync(Start);
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        if (_database is not null) await _database.DisposeAsync();
    }

    /// <inheritdoc />
    protected override async Task BeforeAdvanceAsync(DateTimeOffset to)
    {
        // The clock stands still between two moves, as the program's does.
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A moment, written by us.
        command.CommandText = $"CREATE OR REPLACE FUNCTION ledger_now() RETURNS timestamptz LANGUAGE sql STABLE AS 'SELECT timestamptz ''{to:O}'''";
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private static async Task MigrateAsync(string connectionString)
    {
        var services = new ServiceCollection();
        services.AddSingleton(WorkerIdentity.For("test"));
        await using var provider = services.AddPostgresPersistence(() => connectionString).BuildServiceProvider();
        await provider.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
    }
}

/// <summary>A SQLite file of its own.</summary>
public sealed class SqliteTestDatabase : TestDatabase
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"pipeline-test-{Guid.NewGuid():N}.db");

    /// <inheritdoc />
    public override string Provider => "sqlite";

    /// <inheritdoc />
    public override string ConnectionString => $"Data Source={_file}";

    /// <inheritdoc />
    public override IServiceCollection Register(IServiceCollection services) => services.AddSqlitePersistence(() => ConnectionString);

    /// <inheritdoc />
    public override async ValueTask InitializeAsync()
    {
        await using var provider = Services();
        await provider.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
    }

    /// <inheritdoc />
    public override ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        foreach (var file in new[] { _file, _file + "-wal", _file + "-shm" }) File.Delete(file);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    protected override Task BeforeAdvanceAsync(DateTimeOffset to) => Task.CompletedTask;
}
