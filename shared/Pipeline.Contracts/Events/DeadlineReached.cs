namespace Pipeline.Contracts;

/// <summary>The process has run for its maximum duration.</summary>
/// <param name="ProcessId">The monitoring process.</param>
/// <param name="Epoch">The process's epoch when the clock looked.</param>
public sealed record DeadlineReached(Guid ProcessId, long Epoch);
