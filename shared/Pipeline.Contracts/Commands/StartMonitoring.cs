namespace Pipeline.Contracts;

/// <summary>The process should run: begin its rounds of discovery.</summary>
/// <param name="ProcessId">The monitoring process.</param>
/// <param name="Epoch">Which change of state this follows; older ones are ignored.</param>
public sealed record StartMonitoring(Guid ProcessId, long Epoch);
