namespace Pipeline.Contracts;

/// <summary>A person approved these records' comments: they wait for Posting.</summary>
/// <param name="ProcessId">The process that all of the records belong to.</param>
/// <param name="RecordIds">The records, at least one.</param>
public sealed record CommentsApproved(Guid ProcessId, IReadOnlyList<Guid> RecordIds);
