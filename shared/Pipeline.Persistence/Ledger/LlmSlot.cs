namespace Pipeline.Persistence.Ledger;

/// <summary>One of the calls that a provider allows at the same time, held by a record under a lease.</summary>
public sealed class LlmSlot
{
    /// <summary>The provider.</summary>
    public Guid ProviderId { get; private set; }

    /// <summary>1 to the provider's <c>maxConcurrency</c>.</summary>
    public int Number { get; private set; }

    /// <summary>Who holds it.</summary>
    public Guid RecordId { get; private set; }

    /// <summary>Until when (UTC).</summary>
    public DateTime LeaseUntil { get; private set; }
}
