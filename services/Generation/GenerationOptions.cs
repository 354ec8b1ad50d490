using System.ComponentModel.DataAnnotations;

namespace Pipeline.Generation;

/// <summary>How much a Generation worker does at once, section <c>Generation</c>.</summary>
public sealed class GenerationOptions
{
    public const string Section = "Generation";

    /// <summary>Comments that are written at once.</summary>
    [Range(1, 1000)]
    public int Concurrency { get; set; } = 4;
}
