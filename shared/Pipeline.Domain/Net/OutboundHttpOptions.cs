using System.ComponentModel.DataAnnotations;

namespace Pipeline.Domain.Net;

/// <summary>
/// How this installation behaves towards other people's servers: configuration section <c>Http</c>, the same for all services.
/// </summary>
public sealed class OutboundHttpOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Http";

    /// <summary>Internal hosts that addresses given by users may lead to all the same, see <see cref="InternalAddressPolicy"/>.</summary>
    public string AllowedInternalHosts { get; set; } = "";

    /// <summary>What a site's settings may ask for at most, in requests per second and host.</summary>
    [Range(0.1, 10_000, ErrorMessage = "Http:MaxRequestsPerSecond must lie between 0.1 and 10000.")]
    public double MaxRequestsPerSecond { get; set; } = 100;

    /// <summary>Whom the owner of a site can turn to, as mail address or URL: part of the User-Agent. Null: the User-Agent says that none is set.</summary>
    [RegularExpression(@"[!-'*-~ ]{3,200}", ErrorMessage = "Http:Contact must be a mail address or URL of 3 to 200 plain characters, without brackets.")]
    public string? Contact { get; set; }

    /// <summary>How long one request may take, its body included.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What every request says of its sender.</summary>
    public string UserAgent => $"Pipeline/{typeof(OutboundHttpOptions).Assembly.GetName().Version?.ToString(3)} (automated; contact: {Contact ?? "not configured"})";

    /// <summary>The policy that <see cref="AllowedInternalHosts"/> spells.</summary>
    /// <exception cref="FormatException">It can't be read.</exception>
    public InternalAddressPolicy Policy() => InternalAddressPolicy.Parse(AllowedInternalHosts);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Timeout < TimeSpan.FromSeconds(1) || Timeout > TimeSpan.FromMinutes(5))
            yield return new ValidationResult("Http:Timeout must lie between 00:00:01 and 00:05:00.", [nameof(Timeout)]);
        if (!InternalAddressPolicy.TryParse(AllowedInternalHosts, out _, out var fault))
            yield return new ValidationResult(fault, [nameof(AllowedInternalHosts)]);
    }
}
