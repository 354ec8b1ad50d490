using System.ComponentModel.DataAnnotations;

namespace Pipeline.Hosting.Health;

/// <summary>When memory counts as scarce, configured under <c>Memory</c>.</summary>
public sealed class MemoryOptions : IValidatableObject
{
    /// <summary>The section's name.</summary>
    public const string Section = "Memory";

    /// <summary>The limit in bytes; 0 (default) takes the container's limit, or the machine's memory where there is none.</summary>
    [Range(0, long.MaxValue, ErrorMessage = "The number is out of range.")]
    public long LimitBytes { get; set; }

    /// <summary>From this share of the limit on the status is <c>warning</c>. Default 0.75.</summary>
    [Range(0.1, 1, ErrorMessage = "The share is out of range.")]
    public double Warning { get; set; } = 0.75;

    /// <summary>From this share of the limit on the status is <c>critical</c>. Default 0.85.</summary>
    [Range(0.1, 1, ErrorMessage = "The share is out of range.")]
    public double Critical { get; set; } = 0.85;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Critical < Warning) yield return new ValidationResult("It must not be below Memory__Warning.", [nameof(Critical)]);
    }
}
