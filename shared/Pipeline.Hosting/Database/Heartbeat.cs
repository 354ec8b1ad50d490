using Pipeline.Hosting.Periodic;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Hosting.Database;

/// <summary>Says every 10 s that the services of this process are alive, once they take work, and in the end that they are not.</summary>
internal sealed class Heartbeat(WorkerHeartbeats heartbeats, WorkerIdentity worker, ServiceIdentity service, IEnumerable<HostedStage> stages) : IPeriodicWork
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>One row per stage that runs here: the embedded process is all of them.</summary>
    private readonly List<WorkerIdentity> _identities =
        [.. stages.Select(stage => stage.Service).Append(service.Name).Distinct().Select(name => new WorkerIdentity(name, $"{name}/{worker.Instance}"))];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var identity in _identities) await heartbeats.BeatAsync(identity, service.Version, cancellationToken);
    }

    public async Task EndAsync(CancellationToken cancellationToken)
    {
        foreach (var identity in _identities) await heartbeats.EndAsync(identity, cancellationToken);
    }
}

/// <summary>A stage that runs in this process, for its sign of life.</summary>
/// <param name="Service">The service's name.</param>
public sealed record HostedStage(string Service);
