namespace Pipeline.Contracts;

/// <summary>Records wait for Preparation.</summary>
/// <param name="ProcessId">The process that all of the records belong to.</param>
/// <param name="RecordIds">The records, at least one.</param>
public sealed record ArticlesDiscovered(Guid ProcessId, IReadOnlyList<Guid> RecordIds);
