namespace Pipeline.Contracts;

/// <summary>The process should end: what is under way is finished, nothing new begins.</summary>
/// <param name="ProcessId">The monitoring process.</param>
/// <param name="Epoch">Which change of state this follows; older ones are ignored.</param>
/// <param name="Reason">Why, as people read it: <c>stopped_by_user</c>, <c>timeout</c> and so on.</param>
public sealed record StopMonitoring(Guid ProcessId, long Epoch, string Reason);
