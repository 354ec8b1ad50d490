using Microsoft.Extensions.Options;
using Npgsql;
using Pipeline.Hosting.Configuration;
using Quartz;

namespace Pipeline.Gateway.Monitoring.Clock;

/// <summary>
/// The scheduler: a handful of jobs, each fired once however many were missed. On PostgreSQL the schedule is kept there and
/// shared by all replicas; elsewhere it lives in memory, since nothing of it needs to last.
/// </summary>
internal static class ClockRegistration
{
    /// <summary>Below the shortest interval: what is later than this was missed.</summary>
    private static readonly TimeSpan Missed = TimeSpan.FromMilliseconds(500);

    public static void AddClock(this IHostApplicationBuilder builder)
    {
        builder.AddPipelineOptions<ClockOptions>(ClockOptions.Section);
        var shared = builder.Services.Any(service => service.ServiceType == typeof(NpgsqlDataSource));
        builder.Services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler => scheduler.InstanceName = "clock");
            if (shared) quartz.UsePersistentStore(KeepInDatabase);
            else quartz.UseInMemoryStore(store => store.MisfireThreshold = Missed);
            quartz.Every<DiscoveryClock>("discovery", options => options.Discovery);
            quartz.Every<Sweep>("sweep", options => options.Sweep);
            quartz.Every<CountsFold>("counts", options => options.Counts);
            quartz.Every<Retention>("retention", options => options.Retention);
        });
        builder.Services.AddQuartzHostedService(host => host.WaitForJobsToComplete = true);
    }

    private static void KeepInDatabase(IPersistentStoreBuilder store)
    {
        QuartzSchema.Use(store, services => services.GetRequiredService<NpgsqlDataSource>(), SchemaProvisioning.Validate);
        store.UseClustering();
        store.ConfigureStore(options => options.MisfireThreshold = Missed);
    }

    private static void Every<TJob>(this IQuartzBuilder quartz, string name, Func<ClockOptions, TimeSpan> interval)
        where TJob : class, IJob
    {
        quartz.AddJob<TJob>(job => job.WithIdentity(name).StoreDurably());
        quartz.AddTrigger((services, trigger) => trigger
            .WithIdentity(name)
            .ForJob(name)
            .StartNow()
            .WithSimpleSchedule(schedule => schedule
                .WithInterval(interval(services.GetRequiredService<IOptions<ClockOptions>>().Value))
                .RepeatForever()
                .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount)));
    }
}
