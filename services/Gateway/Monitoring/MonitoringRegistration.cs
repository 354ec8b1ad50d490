using Microsoft.Extensions.Options;
using Pipeline.Gateway.Monitoring.Announcer;
using Pipeline.Gateway.Monitoring.Clock;
using Pipeline.Gateway.Monitoring.Saga;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Periodic;
using Pipeline.Hosting.Sagas;
using Pipeline.Persistence;
using Pipeline.Persistence.Sagas;

namespace Pipeline.Gateway.Monitoring;

/// <summary>What keeps the processes going: saga, clock, sweep, announcer. Any number of replicas may run it.</summary>
public static class MonitoringRegistration
{
    /// <summary>Adds all of it. The database must have been added before, the bus comes after.</summary>
    /// <param name="builder">The host being built.</param>
    public static IHostApplicationBuilder AddMonitoring(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<MonitoringMetrics>();
        builder.Services.AddSingleton<Bells>();
        builder.Services.AddSingleton<ProcessOrders>();
        builder.Services.AddSingleton<DiscoveryRuns>();
        builder.Services.AddPipelineSaga<MonitoringStateMachine, MonitoringSagaState, MonitoringSagaDefinition>(
            saga => saga.EntityFrameworkRepository(repository => repository.ExistingDbContext<PipelineDbContext>()));
        builder.AddPipelineOptions<AnnouncerOptions>(AnnouncerOptions.Section);
        builder.Services.AddPeriodicWork<RecordAnnouncer>(services => services.GetRequiredService<IOptions<AnnouncerOptions>>().Value.Interval);
        builder.AddClock();
        return builder;
    }
}
