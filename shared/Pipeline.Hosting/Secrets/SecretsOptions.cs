using System.ComponentModel.DataAnnotations;

namespace Pipeline.Hosting.Secrets;

/// <summary>The keys that secrets are encrypted with, configured under <c>Secrets</c>. The same for all services.</summary>
public sealed class SecretsOptions : IValidatableObject
{
    /// <summary>The section's name.</summary>
    public const string Section = "Secrets";

    private const string Remedy = "32 bytes in base64, the same for all services; make one with: openssl rand -base64 32";

    /// <summary>The key that new secrets are encrypted with: 32 bytes in base64.</summary>
    public string MasterKey { get; set; } = "";

    /// <summary>Earlier keys, still good for reading: comma-separated, each 32 bytes in base64. This is how a key is rotated.</summary>
    public string PreviousKeys { get; set; } = "";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrWhiteSpace(MasterKey))
            yield return new ValidationResult($"It is missing, and secrets can't be stored without it. Allowed: {Remedy}", [nameof(MasterKey)]);
        else if (!SecretKey.TryParse(MasterKey, out _))
            yield return new ValidationResult($"It isn't a key. Allowed: {Remedy}", [nameof(MasterKey)]);
        if (!Previous().All(key => SecretKey.TryParse(key, out _)))
            yield return new ValidationResult($"One of them isn't a key. Allowed: comma-separated keys, each {Remedy}", [nameof(PreviousKeys)]);
    }

    /// <summary>The earlier keys, apart.</summary>
    internal string[] Previous() => PreviousKeys.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
