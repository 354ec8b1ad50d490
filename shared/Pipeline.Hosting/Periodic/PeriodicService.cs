using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pipeline.Persistence;

namespace Pipeline.Hosting.Periodic;

/// <summary>
/// Gives work its turns: the first as soon as everything is up, the others an interval apart, none once the service is to stop.
/// Intervals are measured, not read off the clock: one that is set wrong, or right again, neither hurries a turn nor holds it up.
/// Turns never overlap; those that came while one lasted are made up for by one.
/// </summary>
public sealed partial class PeriodicService<TWork>(
    TWork work, Func<TimeSpan> interval, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<TWork> logger) : BackgroundService
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

        // What a turn has in hand it ends while the bus stops; a turn that began then could tell nobody any more.
        using var last = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        using var timer = new PeriodicTimer(interval(), clock);
        do await TryAsync(work.RunAsync, stoppingToken);
        while (await timer.WaitForNextTickAsync(last.Token));
    }

    private async Task TryAsync(Func<CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        try
        {
            await act(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The service stops; the next one does it.
        }
        catch (Exception away) when (DatabaseErrors.IsUnavailable(away))
        {
            Log.Missed(logger, away.Message);
        }
#pragma warning disable CA1031 // Whatever went wrong: a service that never does it again would be worse.
        catch (Exception wrong)
#pragma warning restore CA1031
        {
            Log.Failed(logger, wrong);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Not done this time, the database could not be used: {Reason}")]
        public static partial void Missed(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Error, "Failed; the service goes on")]
        public static partial void Failed(ILogger logger, Exception wrong);
    }
}
