using Pipeline.Domain.Errors;

namespace Pipeline.Domain.Records;

/// <summary>The last error of a record: one row per record that has one.</summary>
public sealed class RecordError
{
    /// <summary>The record.</summary>
    public Guid RecordId { get; private set; }

    /// <summary>The stage in which it happened.</summary>
    public Stage Stage { get; private set; }

    /// <summary>Its kind.</summary>
    public ErrorKind Kind { get; private set; }

    /// <summary>What to tell a person; never holds a secret.</summary>
    public string Message { get; private set; } = "";

    /// <summary>When (UTC).</summary>
    public DateTime At { get; private set; }
}
