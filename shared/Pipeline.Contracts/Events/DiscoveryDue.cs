namespace Pipeline.Contracts;

/// <summary>The clock found that the process's next discovery is due.</summary>
/// <param name="ProcessId">The monitoring process.</param>
/// <param name="Epoch">The process's epoch when the clock looked.</param>
public sealed record DiscoveryDue(Guid ProcessId, long Epoch);
