using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Pipeline.Hosting.Periodic;

/// <summary>
/// Gives work its turns: the first as soon as everything is up, the others an interval apart. Intervals are measured, not read
/// off the clock: one that is set wrong, or right again, neither hurries a turn nor holds it up. Turns never overlap; those
/// that came while one lasted are made up for by one.
/// </summary>
public sealed partial class PeriodicService<TWork>(
    TWork work, TimeSpan interval, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<TWork> logger) : BackgroundService
    where TWork : class, IPeriodicWork
{
    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(work.EndAsync, cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.WaitUntilStartedAsync(stoppingToken);
        using var timer = new PeriodicTimer(interval, clock);
        do await TryAsync(work.RunAsync, stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TryAsync(Func<CancellationToken, Task> turn, CancellationToken cancellationToken)
    {
        try
        {
            await turn(cancellationToken);
        }
        catch (DbException unreachable)
        {
            Log.Missed(logger, unreachable.Message);
        }
#pragma warning disable CA1031 // Whatever went wrong: a service that never does it again would be worse.
        catch (Exception wrong) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.Failed(logger, wrong);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A turn was missed, the database could not be used: {Reason}")]
        public static partial void Missed(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Error, "A turn failed; the next one comes all the same")]
        public static partial void Failed(ILogger logger, Exception wrong);
    }
}
