namespace Pipeline.Domain.Records;

/// <summary>One line of a record's timeline: append-only, partitioned by month on PostgreSQL.</summary>
public sealed class RecordMoveEntry
{
    /// <summary>Rises with time within one database.</summary>
    public long Id { get; private set; }

    /// <summary>The record.</summary>
    public Guid RecordId { get; private set; }

    /// <summary>Its process.</summary>
    public Guid ProcessId { get; private set; }

    /// <summary>The status it left; null for a new record.</summary>
    public RecordStatus? From { get; private set; }

    /// <summary>The status it reached.</summary>
    public RecordStatus To { get; private set; }

    /// <summary>When (UTC).</summary>
    public DateTime At { get; private set; }

    /// <summary>The worker, or the user, that moved it.</summary>
    public string By { get; private set; } = "";

    /// <summary>The trace in which it happened (W3C trace id).</summary>
    public string? TraceId { get; private set; }

    /// <summary>A reason, where there is one to give.</summary>
    public string? Note { get; private set; }
}
