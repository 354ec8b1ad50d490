using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Pipeline.Hosting.Bus;

/// <summary>
/// Ends the process when its bus has been without the broker for hours. MassTransit reconnects by itself, but gives up
/// after a thousand tries (more than eight hours) without a word, and its bus can't be started a second time in a process.
/// </summary>
internal sealed partial class BusWatchdog(
    IBusControl bus, HostExit exit, IOptions<BusOptions> options, TimeProvider clock, ILogger<BusWatchdog> logger) : BackgroundService
{
    private readonly TimeSpan _patience = options.Value.GiveUpAfter;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Transport == BusTransport.Memory) return;
        using var look = new PeriodicTimer(_patience / 4, clock);
        var lastHealthy = clock.GetTimestamp();
        while (await look.WaitForNextTickAsync(stoppingToken))
        {
            if (bus.CheckHealth().Status == BusHealthStatus.Healthy) lastHealthy = clock.GetTimestamp();
            if (clock.GetElapsedTime(lastHealthy) < _patience) continue;
            Log.Ending(logger, _patience);
            exit.End(HostExit.BrokerLost);
            return;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Critical, "The bus has been without its broker for {Patience}: the service ends, to be started again")]
        public static partial void Ending(ILogger logger, TimeSpan patience);
    }
}
