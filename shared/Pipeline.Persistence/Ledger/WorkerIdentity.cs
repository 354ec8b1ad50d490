namespace Pipeline.Persistence.Ledger;

/// <summary>Who writes: a running instance of a service.</summary>
/// <param name="Service">The service's name, <c>preparation</c> for instance.</param>
/// <param name="Instance">Unique among all running instances, at most 100 characters.</param>
public sealed record WorkerIdentity(string Service, string Instance)
{
    /// <summary>An identity for this process.</summary>
    public static WorkerIdentity For(string service) =>
        new(service, $"{service}@{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid().ToString("N")[..8]}");
}
