namespace Pipeline.Domain.Processes;

/// <summary>
/// A person's word that nothing is posted any more: for one owner's processes, or for everybody's. It goes before every
/// approval, and holds until a person lifts it.
/// </summary>
public sealed class PostingStop
{
    /// <summary>The <see cref="OwnerId"/> of the stop that holds for the whole installation.</summary>
    public static readonly Guid Everybody = Guid.Empty;

    private PostingStop()
    {
    }

    /// <summary>Whose processes it holds for; <see cref="Everybody"/>: all.</summary>
    public Guid OwnerId { get; private set; }

    /// <summary>Why, in the person's words.</summary>
    public string? Reason { get; private set; }

    /// <summary>Who stopped it.</summary>
    public Guid StoppedBy { get; private set; }

    /// <summary>Since when (UTC).</summary>
    public DateTime Since { get; private set; }
}
