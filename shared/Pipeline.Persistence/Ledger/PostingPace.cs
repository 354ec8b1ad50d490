namespace Pipeline.Persistence.Ledger;

/// <summary>How far ahead the posts of one account in one process are planned.</summary>
public sealed class PostingPace
{
    /// <summary>The process.</summary>
    public Guid ProcessId { get; private set; }

    /// <summary>The account.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>The day that <see cref="Posts"/> counts, in the schedule's time zone.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>Posts planned on that day.</summary>
    public int Posts { get; private set; }

    /// <summary>When the last planned post may leave (UTC).</summary>
    public DateTime? LastAt { get; private set; }
}
