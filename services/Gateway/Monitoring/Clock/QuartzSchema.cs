using Npgsql;
using Quartz;

namespace Pipeline.Gateway.Monitoring.Clock;

/// <summary>The clock's own tables on PostgreSQL: made by the migrate step, only checked by the services.</summary>
public static class QuartzSchema
{
    /// <summary>Makes what is missing; where the ledger isn't on PostgreSQL, nothing.</summary>
    /// <param name="services">A container with the database.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public static async Task EnsureAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetService<NpgsqlDataSource>() is not { } database) return;

        // A scheduler that is built and never started fires nothing.
        var builder = new ServiceCollection().AddLogging();
        builder.AddQuartz(quartz => quartz.UsePersistentStore(store => Use(store, _ => database, SchemaProvisioning.CreateIfMissing)));
        await using var provider = builder.BuildServiceProvider();
        var scheduler = await provider.GetRequiredService<ISchedulerFactory>().GetScheduler(cancellationToken);
        await scheduler.Shutdown(true, cancellationToken);
    }

    internal static void Use(IPersistentStoreBuilder store, Func<IServiceProvider, NpgsqlDataSource> database, SchemaProvisioning provisioning)
    {
        store.UsePostgres(source => source.DataSourceFactory = database);
        store.ConfigureStore(options => options.SchemaProvisioning = provisioning);
    }
}
