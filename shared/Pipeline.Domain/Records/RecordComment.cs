namespace Pipeline.Domain.Records;

/// <summary>One revision of the comment of a record. Revisions are only ever added.</summary>
public sealed class RecordComment
{
    /// <summary>The record.</summary>
    public Guid RecordId { get; private set; }

    /// <summary>1, 2, 3 …</summary>
    public int Revision { get; private set; }

    /// <summary>The exact HTML that is sent, disclosure included.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The provider's name; null for a person's edit.</summary>
    public string? Provider { get; private set; }

    /// <summary>The model's name.</summary>
    public string? Model { get; private set; }

    /// <summary>Tokens read.</summary>
    public int? InputTokens { get; private set; }

    /// <summary>Tokens written.</summary>
    public int? OutputTokens { get; private set; }

    /// <summary>How long the writer took.</summary>
    public TimeSpan? Duration { get; private set; }

    /// <summary>What the model said to itself, if it shows that.</summary>
    public string? Reasoning { get; private set; }

    /// <summary>What it cost, by the provider's prices at the time.</summary>
    public decimal? Cost { get; private set; }

    /// <summary>The currency of <see cref="Cost"/>, ISO 4217.</summary>
    public string? Currency { get; private set; }

    /// <summary>When (UTC).</summary>
    public DateTime CreatedAt { get; private set; }
}
