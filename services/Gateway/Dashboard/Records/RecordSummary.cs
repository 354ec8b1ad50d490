using Pipeline.Domain.Errors;
using Pipeline.Domain.Records;

namespace Pipeline.Gateway.Dashboard.Records;

/// <summary>A line of the list of records. Times are UTC.</summary>
/// <param name="Account">Its name; null: it was deleted.</param>
/// <param name="Prompt">Its name; null: it was deleted.</param>
public sealed record RecordSummary(
    Guid Id, string Title, string? Author, string? Account, string? Prompt, RecordStatus Status, bool Approved, bool AwaitsApproval,
    ErrorKind? ErrorKind, DateTime? NotBefore, DateTime UpdatedAt);

/// <summary>A page of them, the newest first.</summary>
/// <param name="Records">The page.</param>
/// <param name="HasOlder">Whether there are older ones.</param>
public sealed record RecordPage(IReadOnlyList<RecordSummary> Records, bool HasOlder);
