using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Pipeline.Hosting.Bus;

/// <summary>
/// Starts the bus anew when it has been without its broker for long. MassTransit reconnects by itself, but gives up after
/// a thousand tries (some eight hours); a service must also survive a broker that is away over a weekend.
/// </summary>
internal sealed partial class BusWatchdog(
    IBusControl bus, IHostApplicationLifetime lifetime, IOptions<BusOptions> options, TimeProvider clock, ILogger<BusWatchdog> logger) : BackgroundService
{
    private readonly TimeSpan _patience = options.Value.RestartAfter;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Transport == BusTransport.Memory) return;
        await lifetime.WaitUntilStartedAsync(stoppingToken);
        using var look = new PeriodicTimer(_patience / 4, clock);
        var lastHealthy = clock.GetTimestamp();
        while (await look.WaitForNextTickAsync(stoppingToken))
        {
            if (bus.CheckHealth().Status == BusHealthStatus.Healthy) lastHealthy = clock.GetTimestamp();
            if (clock.GetElapsedTime(lastHealthy) < _patience) continue;
            await RestartAsync(stoppingToken);
            lastHealthy = clock.GetTimestamp();
        }
    }

    private async Task RestartAsync(CancellationToken cancellationToken)
    {
        Log.Restarting(logger, _patience);
        await bus.StopAsync(cancellationToken);
        await bus.StartAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The bus has been without its broker for {Patience}: it is started anew")]
        public static partial void Restarting(ILogger logger, TimeSpan patience);
    }
}
