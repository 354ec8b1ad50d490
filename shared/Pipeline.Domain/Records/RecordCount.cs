namespace Pipeline.Domain.Records;

/// <summary>
/// How many records of a process count under one heading. A heading is a status, or for <c>generated</c> one of the
/// three ways of waiting, so that "awaiting approval" is a sum and never a scan.
/// </summary>
public enum CountHeading
{
    /// <summary>As <see cref="RecordStatus.Discovered"/>.</summary>
    Discovered = 1,

    /// <summary>As <see cref="RecordStatus.Prepared"/>.</summary>
    Prepared = 2,

    /// <summary>As <see cref="RecordStatus.Posting"/>.</summary>
    Posting = 4,

    /// <summary>As <see cref="RecordStatus.Posted"/>.</summary>
    Posted = 5,

    /// <summary>As <see cref="RecordStatus.Skipped"/>.</summary>
    Skipped = 6,

    /// <summary>As <see cref="RecordStatus.Rejected"/>.</summary>
    Rejected = 7,

    /// <summary>As <see cref="RecordStatus.Failed"/>.</summary>
    Failed = 8,

    /// <summary>As <see cref="RecordStatus.Uncertain"/>.</summary>
    Uncertain = 9,

    /// <summary>As <see cref="RecordStatus.TakenBack"/>.</summary>
    TakenBack = 10,

    /// <summary>Generated, not approved, never to be posted by itself.</summary>
    GeneratedForReview = 31,

    /// <summary>Generated while the process posted by itself; awaits approval only if the process no longer does.</summary>
    GeneratedToPost = 32,

    /// <summary>Generated and approved by a person.</summary>
    GeneratedApproved = 33,
}

/// <summary>A folded count.</summary>
public sealed class RecordCount
{
    /// <summary>The process.</summary>
    public Guid ProcessId { get; private set; }

    /// <summary>The heading.</summary>
    public CountHeading Heading { get; private set; }

    /// <summary>How many.</summary>
    public long Count { get; private set; }
}

/// <summary>A change of a count that is not folded yet.</summary>
public sealed class RecordCountDelta
{
    /// <summary>Rises with time.</summary>
    public long Id { get; private set; }

    /// <summary>The process.</summary>
    public Guid ProcessId { get; private set; }

    /// <summary>The heading.</summary>
    public CountHeading Heading { get; private set; }

    /// <summary>More (positive) or fewer (negative).</summary>
    public long Delta { get; private set; }
}
