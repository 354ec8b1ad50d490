namespace Pipeline.Contracts;

/// <summary>Records wait for Generation.</summary>
/// <param name="ProcessId">The process that all of the records belong to.</param>
/// <param name="RecordIds">The records, at least one.</param>
public sealed record ArticlesPrepared(Guid ProcessId, IReadOnlyList<Guid> RecordIds);
