using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Hosting.Database;

/// <summary>Says every 10 s that the services of this process are alive, once they take work.</summary>
internal sealed partial class Heartbeat(
    WorkerHeartbeats heartbeats, WorkerIdentity worker, ServiceIdentity service, IEnumerable<HostedStage> stages, TimeProvider clock,
    IHostApplicationLifetime lifetime, ILogger<Heartbeat> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>One row per stage that runs here: the embedded process is all of them.</summary>
    private readonly List<WorkerIdentity> _identities =
        [.. stages.Select(stage => stage.Service).Append(service.Name).Distinct().Select(name => new WorkerIdentity(name, $"{name}/{worker.Instance}"))];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.WaitUntilStartedAsync(stoppingToken);
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                foreach (var identity in _identities) await heartbeats.BeatAsync(identity, service.Version, stoppingToken);
            }
            catch (DbException unreachable)
            {
                Log.Missed(logger, unreachable.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            foreach (var identity in _identities) await heartbeats.EndAsync(identity, cancellationToken);
        }
        catch (DbException unreachable)
        {
            Log.Missed(logger, unreachable.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "No sign of life could be written: {Reason}")]
        public static partial void Missed(ILogger logger, string reason);
    }
}

/// <summary>A stage that runs in this process, for its sign of life.</summary>
/// <param name="Service">The service's name.</param>
public sealed record HostedStage(string Service);
