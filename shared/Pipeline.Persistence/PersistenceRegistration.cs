using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Pipeline.Persistence.Ledger;
using Pipeline.Persistence.Postgres;
using Pipeline.Persistence.Sqlite;

namespace Pipeline.Persistence;

/// <summary>Registers the database, the same way for every service. The caller registers a <see cref="WorkerIdentity"/>.</summary>
public static class PersistenceRegistration
{
    /// <summary>PostgreSQL 15 or later, through one pool.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="connectionString">Npgsql's; asked for when the pool is made.</param>
    public static IServiceCollection AddPostgresPersistence(this IServiceCollection services, Func<string> connectionString)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        services.AddSingleton(_ => NpgsqlDataSource.Create(connectionString()));
        services.AddPooledDbContextFactory<PostgresPipelineDbContext>((provider, options) =>
            Quiet(options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()).AddInterceptors(new TransactionClock(provider.GetRequiredService<TransactionTimes>()))));
        services.AddSingleton<IDbContextFactory<PipelineDbContext>, PipelineDbContextFactory<PostgresPipelineDbContext>>();
        services.AddSingleton<LedgerDatabase, PostgresLedgerDatabase>();
        return services.AddLedgers();
    }

    /// <summary>A SQLite file with a write-ahead log; all writes through one gate.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="connectionString">Microsoft.Data.Sqlite's; asked for when the file is opened.</param>
    public static IServiceCollection AddSqlitePersistence(this IServiceCollection services, Func<string> connectionString)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SqliteWriteGate>();
        services.AddSingleton<SqliteTurns>();
        services.AddPooledDbContextFactory<SqlitePipelineDbContext>((provider, options) => Quiet(options
            .UseSqlite(connectionString())
            .AddInterceptors(
                new SqliteConnectionInterceptor(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<SqliteTurns>()),
                new SqliteTransactionInterceptor(provider.GetRequiredService<SqliteTurns>()),
                new SqliteCommandInterceptor(provider.GetRequiredService<SqliteTurns>()))));
        services.AddSingleton<IDbContextFactory<PipelineDbContext>, PipelineDbContextFactory<SqlitePipelineDbContext>>();
        services.AddSingleton<LedgerDatabase>(provider => new SqliteLedgerDatabase(
            connectionString(), provider.GetRequiredService<SqliteWriteGate>(), provider.GetRequiredService<TimeProvider>()));
        return services.AddLedgers();
    }

    private static IServiceCollection AddLedgers(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton<TransactionTimes>();
        services.AddOptions<LedgerOptions>().Validate(options => options.RenewEvery < options.Lease, "Ledger:RenewEvery must be below Ledger:Lease.");
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<PipelineDbContext>>().CreateDbContext());
        services.AddSingleton<AnnouncementWindows>();
        services.AddSingleton<RecordLedger>();
        services.AddSingleton<PostingClaims>();
        services.AddSingleton<PostingPermits>();
        services.AddSingleton<PostingEvidence>();
        services.AddSingleton<PostingLedger>();
        services.AddSingleton<PostingStops>();
        services.AddSingleton<ReviewLedger>();
        services.AddSingleton<DiscoveryLedger>();
        services.AddSingleton<JobLedger>();
        services.AddSingleton<ProcessLedger>();
        services.AddSingleton<Announcements>();
        services.AddSingleton<PipelineCounts>();
        services.AddSingleton<RecordSweep>();
        services.AddSingleton<OrphanedWork>();
        services.AddSingleton<HostSlots>();
        services.AddSingleton<LlmSlots>();
        services.AddSingleton<PostingPaces>();
        services.AddSingleton<AccountSessions>();
        services.AddSingleton<ArticleTexts>();
        services.AddSingleton<StageFigures>();
        services.AddSingleton<WorkerHeartbeats>();
        services.AddSingleton<SignInSessions>();
        services.AddSingleton<DatabaseMigrator>();
        return services;
    }

    /// <summary>Lost races are expected here and handled where they happen: EF Core need not call them errors.</summary>
    private static DbContextOptionsBuilder Quiet(DbContextOptionsBuilder options) => options.ConfigureWarnings(warnings => warnings
        .Log((CoreEventId.OptimisticConcurrencyException, Microsoft.Extensions.Logging.LogLevel.Debug))
        .Log((CoreEventId.SaveChangesFailed, Microsoft.Extensions.Logging.LogLevel.Debug))
        .Log((CoreEventId.RowLimitingOperationWithoutOrderByWarning, Microsoft.Extensions.Logging.LogLevel.Debug)) // Limits keep a join behind the ids.
        .Log((RelationalEventId.CommandError, Microsoft.Extensions.Logging.LogLevel.Debug))

        // SQLite rebuilds a table with its foreign keys off, which can't be part of a transaction.
        .Log((RelationalEventId.NonTransactionalMigrationOperationWarning, Microsoft.Extensions.Logging.LogLevel.Debug)));

    private sealed class PipelineDbContextFactory<TContext>(IDbContextFactory<TContext> factory) : IDbContextFactory<PipelineDbContext>
        where TContext : PipelineDbContext
    {
        public PipelineDbContext CreateDbContext() => factory.CreateDbContext();

        public async Task<PipelineDbContext> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
            await factory.CreateDbContextAsync(cancellationToken);
    }
}
