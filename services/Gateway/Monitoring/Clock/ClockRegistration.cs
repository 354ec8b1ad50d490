using Microsoft.Extensions.Options;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Periodic;

namespace Pipeline.Gateway.Monitoring.Clock;

/// <summary>What happens by itself at intervals. What is due is for the ledger to say, by its own clock; this only asks.</summary>
internal static class ClockRegistration
{
    public static void AddClock(this IHostApplicationBuilder builder)
    {
        builder.AddPipelineOptions<ClockOptions>(ClockOptions.Section);
        builder.Services.AddPeriodicWork<DiscoveryClock>(Every(options => options.Discovery));
        builder.Services.AddPeriodicWork<Sweep>(Every(options => options.Sweep));
        builder.Services.AddPeriodicWork<CountsFold>(Every(options => options.Counts));
        builder.Services.AddPeriodicWork<Retention>(Every(options => options.Retention));
    }

    private static Func<IServiceProvider, TimeSpan> Every(Func<ClockOptions, TimeSpan> interval) =>
        services => interval(services.GetRequiredService<IOptions<ClockOptions>>().Value);
}
