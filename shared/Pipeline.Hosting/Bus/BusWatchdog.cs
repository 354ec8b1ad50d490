using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Pipeline.Hosting.Bus;

/// <summary>
/// Ends the process when only a new one can help: its bus has been without the broker for hours (MassTransit reconnects by
/// itself, but gives up after a thousand tries without a word), or doesn't work although the broker answers. A bus can't be
/// started a second time in a process.
/// </summary>
internal sealed partial class BusWatchdog(
    IBusControl bus, TopologyKeeper broker, HostExit exit, IOptions<BusOptions> options, TimeProvider clock, ILogger<BusWatchdog> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var given = options.Value;
        if (given.Transport == BusTransport.Memory) return;
        using var look = new PeriodicTimer((given.GiveUpAfter < given.DeafAfter ? given.GiveUpAfter : given.DeafAfter) / 4, clock);
        var (lastHealthy, lastExcused) = (clock.GetTimestamp(), clock.GetTimestamp());
        while (await look.WaitForNextTickAsync(stoppingToken))
        {
            var healthy = bus.CheckHealth().Status == BusHealthStatus.Healthy;
            if (healthy) lastHealthy = clock.GetTimestamp();
            if (healthy || !broker.Connected) lastExcused = clock.GetTimestamp();
            if (clock.GetElapsedTime(lastHealthy) >= given.GiveUpAfter) Log.Ending(logger, given.GiveUpAfter);
            else if (clock.GetElapsedTime(lastExcused) >= given.DeafAfter) Log.Deaf(logger, given.DeafAfter);
            else continue;
            exit.End(HostExit.BrokerLost);
            return;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Critical, "The bus has been without its broker for {Patience}: the service ends, to be started again")]
        public static partial void Ending(ILogger logger, TimeSpan patience);

        [LoggerMessage(2, LogLevel.Critical, "The bus has not worked for {Patience} although the broker answers: the service ends, to be started again")]
        public static partial void Deaf(ILogger logger, TimeSpan patience);
    }
}
