using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Periodic;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Hosting.Database;

/// <summary>The database of a service.</summary>
public static class PipelineDatabase
{
    /// <summary>
    /// The ledgers on the configured database, its readiness check, the check at start that no migration is missing, and
    /// the service's signs of life.
    /// </summary>
    /// <param name="builder">The host being built.</param>
    /// <param name="service">The service's name; <c>gateway</c> gets the larger pool.</param>
    public static IHostApplicationBuilder AddPipelineDatabase(this IHostApplicationBuilder builder, string service)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddPipelineStore(service);
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
        builder.Services.AddHostedService<DatabaseStart>();
        builder.Services.AddPeriodicWork<Heartbeat>(_ => Heartbeat.Interval);
        return builder;
    }

    /// <summary>The ledgers alone: for what works on the database before it is up to date, the migrate step.</summary>
    /// <param name="builder">The host being built.</param>
    /// <param name="service">The service's name; <c>gateway</c> gets the larger pool.</param>
    public static IHostApplicationBuilder AddPipelineStore(this IHostApplicationBuilder builder, string service)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddPipelineOptions<DatabaseOptions>(DatabaseOptions.Section);
        builder.AddPipelineOptions<LedgerOptions>(LedgerOptions.Section);
        builder.Services.AddSingleton(WorkerIdentity.For(service));
        var configuration = builder.Configuration;
        builder.Services.AddSingleton<IValidateOptions<DatabaseOptions>>(new ConnectionStringValidation(configuration, service));

        // What the key says wrongly is complained of at start, with all other bad keys.
        if (string.Equals(configuration["Database:Provider"], nameof(DatabaseProvider.Sqlite), StringComparison.OrdinalIgnoreCase))
            builder.Services.AddSqlitePersistence(() => ConnectionStrings.Sqlite(configuration));
        else
            builder.Services.AddPostgresPersistence(() => ConnectionStrings.Postgres(configuration, service));
        return builder;
    }
}
