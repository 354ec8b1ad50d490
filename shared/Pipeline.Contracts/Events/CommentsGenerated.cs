namespace Pipeline.Contracts;

/// <summary>Records have a comment and wait for Posting, as far as they may be posted without a person's approval.</summary>
/// <param name="ProcessId">The process that all of the records belong to.</param>
/// <param name="RecordIds">The records, at least one.</param>
public sealed record CommentsGenerated(Guid ProcessId, IReadOnlyList<Guid> RecordIds);
