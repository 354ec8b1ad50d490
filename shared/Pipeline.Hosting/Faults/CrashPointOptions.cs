using System.ComponentModel.DataAnnotations;
using Pipeline.Domain.Faults;

namespace Pipeline.Hosting.Faults;

/// <summary>Where a test wants the process to die or to stand still, section <c>CrashPoints</c>. Never set in production.</summary>
public sealed class CrashPointOptions : IValidatableObject
{
    /// <summary>The section's name.</summary>
    public const string Section = "CrashPoints";

    /// <summary>Where it ends at once: a name, or <c>name#3</c> for the third time; several with commas between.</summary>
    public string Crash { get; set; } = "";

    /// <summary>Where it freezes until it is told to go on; written as <see cref="Crash"/>.</summary>
    public string Freeze { get; set; } = "";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var wrong in CrashPointAim.Parse(Crash, out _)) yield return new ValidationResult(Unknown(wrong), [nameof(Crash)]);
        foreach (var wrong in CrashPointAim.Parse(Freeze, out _)) yield return new ValidationResult(Unknown(wrong), [nameof(Freeze)]);
    }

    private static string Unknown(string name) =>
        $"There is no crash point '{name}'. Allowed: {string.Join(", ", CrashPointNames.All)}, each also with #2, #3 … for the time it is passed.";
}
