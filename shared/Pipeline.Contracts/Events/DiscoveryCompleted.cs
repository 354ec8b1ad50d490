namespace Pipeline.Contracts;

/// <summary>A run looked at everything that it had to look at.</summary>
/// <param name="ProcessId">The monitoring process.</param>
/// <param name="JobId">The run.</param>
/// <param name="Epoch">The epoch that the run was asked for with.</param>
/// <param name="Found">How many new records it made; 0 lengthens the wait for the next run.</param>
public sealed record DiscoveryCompleted(Guid ProcessId, Guid JobId, long Epoch, int Found);
