using System.Security.Claims;
using Pipeline.Domain.Identity;

namespace Pipeline.Gateway.Identity;

/// <summary>Who asks.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Email">Their sign-in name.</param>
/// <param name="Role">What they may do.</param>
public sealed record Caller(Guid UserId, string Email, UserRole Role)
{
    /// <summary>The caller as the authentication found them; null: nobody is signed in.</summary>
    public static Caller? Of(ClaimsPrincipal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        return Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            ? new Caller(id, principal.FindFirstValue(ClaimTypes.Email)!, Enum.Parse<UserRole>(principal.FindFirstValue(ClaimTypes.Role)!))
            : null;
    }

    /// <summary>For route handlers: a parameter of this type is the caller.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ValueTask.FromResult(Of(context.User) ?? throw new InvalidOperationException("A route that needs a caller must ask for authentication."));
    }

    /// <summary>The caller as claims.</summary>
    internal ClaimsPrincipal ToPrincipal(string scheme) => new(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, UserId.ToString()), new(ClaimTypes.Email, Email), new(ClaimTypes.Name, Email), new(ClaimTypes.Role, Role.ToString())], scheme));
}
