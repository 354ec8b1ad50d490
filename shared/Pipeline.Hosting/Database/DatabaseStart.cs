using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Hosting.Database;

/// <summary>Before a service takes work: states its pool, and refuses a database that is not up to date.</summary>
internal sealed partial class DatabaseStart(
    DatabaseMigrator migrator, LedgerDatabase database, WorkerHeartbeats heartbeats, IOptions<DatabaseOptions> options, IServiceProvider services, ILogger<DatabaseStart> logger)
    : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var missing = await migrator.MissingAsync(cancellationToken);
        if (missing.Count > 0)
        {
            throw new OptionsValidationException(
                Options.DefaultName, typeof(DatabaseOptions),
                [$"ConnectionStrings__Pipeline: the database lacks {missing.Count} migrations ({string.Join(", ", missing)}); run the Gateway once with the argument 'migrate'."]);
        }

        if (options.Value.Provider == DatabaseProvider.Postgres) await StatePoolAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task StatePoolAsync(CancellationToken cancellationToken)
    {
        var pool = new NpgsqlConnectionStringBuilder(((NpgsqlDataSource)services.GetService(typeof(NpgsqlDataSource))!).ConnectionString);
        Log.Pool(logger, pool.MinPoolSize, pool.MaxPoolSize, pool.Timeout, pool.ConnectionLifetime);
        var limits = await database.ReadAsync(
            "SELECT CAST(current_setting('max_connections') AS integer)", new Dictionary<string, object?>(), row => row.GetInt32(0), cancellationToken);
        // Nobody tells how the others are configured: most likely as this one is, from the same settings.
        var alive = await heartbeats.AliveAsync(cancellationToken);
        var total = pool.MaxPoolSize + alive.Sum(service => service.Value * ConnectionStrings.MaxPoolSize(options.Value, service.Key));
        if (total > limits[0]) Log.TooLarge(logger, alive.Values.Sum(), total, limits[0]);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Database pool: {Min} to {Max} connections, {Timeout} s to wait for one, replaced after {Lifetime} s")]
        public static partial void Pool(ILogger logger, int min, int max, int timeout, int lifetime);

        [LoggerMessage(2, LogLevel.Warning, "This service and the {Others} that run already may ask for {Total} connections together, and the server allows {Allowed}: lower Database__MaxPoolSize or raise max_connections")]
        public static partial void TooLarge(ILogger logger, int others, int total, int allowed);
    }
}
