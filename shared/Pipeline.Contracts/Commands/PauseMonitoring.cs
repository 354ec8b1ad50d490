namespace Pipeline.Contracts;

/// <summary>The process should rest until it is resumed; its deadline runs on.</summary>
/// <param name="ProcessId">The monitoring process.</param>
/// <param name="Epoch">Which change of state this follows; older ones are ignored.</param>
public sealed record PauseMonitoring(Guid ProcessId, long Epoch);
