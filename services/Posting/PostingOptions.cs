using System.ComponentModel.DataAnnotations;

namespace Pipeline.Posting;

/// <summary>How much a Posting worker does at once, section <c>Posting</c>.</summary>
public sealed class PostingOptions
{
    public const string Section = "Posting";

    /// <summary>Messages at once.</summary>
    [Range(1, 100)]
    public int Concurrency { get; set; } = 8;
}
