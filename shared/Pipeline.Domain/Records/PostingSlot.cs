namespace Pipeline.Domain.Records;

/// <summary>
/// The right to comment: one per site address × article × user name × prompt template, over all processes and for ever.
/// The key is a hash, so it outlives the erasure of everything it was made of.
/// </summary>
public sealed class PostingSlot
{
    /// <summary>SHA-256, 32 bytes, see <see cref="PostingSlotKey"/>.</summary>
    public byte[] Key { get; private set; } = [];

    /// <summary>The record that holds it.</summary>
    public Guid RecordId { get; private set; }

    /// <summary>The site.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>When it was taken (UTC).</summary>
    public DateTime TakenAt { get; private set; }

    /// <summary>The site's own id of the comment; unique per site. Null until posted.</summary>
    public string? SiteCommentId { get; private set; }

    /// <summary>Where the comment can be seen.</summary>
    public string? SiteCommentUrl { get; private set; }

    /// <summary>When it was posted (UTC).</summary>
    public DateTime? PostedAt { get; private set; }
}
