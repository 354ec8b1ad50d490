using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace Pipeline.Gateway.Identity;

/// <summary>The administrator that is made at the first start, section <c>Gateway:Admin</c>.</summary>
public sealed partial class AdminOptions : IValidatableObject
{
    /// <summary>The section's name.</summary>
    public const string Section = "Gateway:Admin";

    /// <summary>The shortest token.</summary>
    public const int MinTokenLength = 32;

    /// <summary>The sign-in name: what the sign-in page, whose field is a browser's e-mail field, lets somebody type.</summary>
    [MaxLength(320, ErrorMessage = "The name is too long: at most 320 characters are allowed.")]
    public string? Email { get; set; }

    /// <summary>The password. Read when the user is made, and not again: it is changed in the program.</summary>
    public string? Password { get; set; }

    /// <summary>A bearer token of the administrator; taken away from here, it is good no longer.</summary>
    public string? Token { get; set; }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // An empty value is how a deployment says that there is none.
        if (Email is { Length: > 0 } email && !Typable().IsMatch(email.Trim()))
            yield return new ValidationResult("It is no e-mail address that a browser takes. Allowed: name@host in ASCII, such as you@example.org or admin@localhost", [nameof(Email)]);
        if (Token is { Length: > 0 and < MinTokenLength })
            yield return new ValidationResult($"The token is too short. Allowed: at least {MinTokenLength} characters, for instance those of: openssl rand -hex 32", [nameof(Token)]);
    }

    // https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address
    [GeneratedRegex(@"^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Typable();
}
