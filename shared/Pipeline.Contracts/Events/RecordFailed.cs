namespace Pipeline.Contracts;

/// <summary>A stage gave a record up.</summary>
/// <param name="ProcessId">The process of the record.</param>
/// <param name="RecordId">The record.</param>
/// <param name="Stage">The stage that gave up: <c>preparation</c>, <c>generation</c> or <c>posting</c>.</param>
/// <param name="ErrorKind">The wire name of the kind of error, e.g. <c>llm_quota</c>.</param>
/// <param name="Message">What happened, in a sentence for people.</param>
public sealed record RecordFailed(Guid ProcessId, Guid RecordId, string Stage, string ErrorKind, string Message);
