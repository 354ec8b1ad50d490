using System.ComponentModel.DataAnnotations;

namespace Pipeline.Preparation;

/// <summary>How much a Preparation worker does at once, section <c>Preparation</c>.</summary>
public sealed class PreparationOptions
{
    public const string Section = "Preparation";

    /// <summary>Messages at once.</summary>
    [Range(1, 100)]
    public int Concurrency { get; set; } = 4;

    /// <summary>Articles of one message fetched at once.</summary>
    [Range(1, 100)]
    public int ArticlesAtOnce { get; set; } = 8;
}
