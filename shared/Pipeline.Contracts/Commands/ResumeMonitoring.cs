namespace Pipeline.Contracts;

/// <summary>The paused process should run again.</summary>
/// <param name="ProcessId">The monitoring process.</param>
/// <param name="Epoch">Which change of state this follows; older ones are ignored.</param>
public sealed record ResumeMonitoring(Guid ProcessId, long Epoch);
