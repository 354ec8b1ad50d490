using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Pipeline.Domain.Identity;
using Pipeline.Gateway.Api;

namespace Pipeline.Gateway.Identity;

/// <summary>What is asked to sign in.</summary>
internal sealed record LoginInput
{
    [Description("The sign-in name.")]
    public string? Email { get; init; }

    [Description("The password.")]
    public string? Password { get; init; }
}

/// <summary>A session.</summary>
internal sealed record LoginAnswer(
    [property: Description("Send it as `Authorization: Bearer …`. Shown only here.")] string Token,
    [property: Description("When the session ends.")] DateTime ExpiresAt);

/// <summary>Who is signed in.</summary>
internal sealed record MeAnswer(Guid Id, string Email, UserRole Role);

/// <summary>Signing in and out.</summary>
internal static class AuthRoutes
{
    public static void MapAuth(this RouteGroupBuilder api)
    {
        var auth = api.MapGroup("/auth").WithTags("Signing in");
        auth.MapPost("/login", LoginAsync).AllowAnonymous().WithSummary("Sign in")
            .WithDescription("Opens a session of 12 hours. Five wrong passwords in a row lock the name for 15 minutes: 429 with `Retry-After`.")
            .WithMetadata(new BodyExample("""{ "email": "admin@example.org", "password": "…" }"""));
        auth.MapPost("/logout", LogoutAsync).WithSummary("Sign out").WithDescription("Ends the session whose token is shown.");
        auth.MapGet("/me", Me).WithSummary("Who is signed in");
    }

    private static async Task<Ok<LoginAnswer>> LoginAsync(JsonBody<LoginInput> body, SignIn signIn, HttpResponse response, CancellationToken cancellationToken)
    {
        var input = body.Read();
        var faults = new Faults();
        if (string.IsNullOrWhiteSpace(input.Email)) faults.Add("email", "Is missing: give the sign-in name.");
        if (string.IsNullOrEmpty(input.Password)) faults.Add("password", "Is missing: give the password.");
        faults.ThrowIfAny();
        response.Headers.CacheControl = "no-store";
        switch (await signIn.TryAsync(input.Email!, input.Password!, cancellationToken))
        {
            case SignedIn session:
                return TypedResults.Ok(new LoginAnswer(session.Token, session.ExpiresAt));
            case SignInLocked locked:
                throw new ApiException(
                    StatusCodes.Status429TooManyRequests, "Too many wrong passwords",
                    $"This name is locked for another {Math.Ceiling(locked.Wait.TotalMinutes)} minutes: try again then.", locked.Wait);
            default:
                throw new ApiException(
                    StatusCodes.Status401Unauthorized, "Not signed in", "email, password: there is no user of this name with this password. Check both.");
        }
    }

    private static async Task<NoContent> LogoutAsync(SignIn signIn, HttpRequest request, CancellationToken cancellationToken)
    {
        if (!await signIn.EndAsync(BearerTokens.TokenOf(request)!, cancellationToken))
            throw ApiException.Conflict("This token is not a session's: the administrator's token is taken away by configuration (Gateway__Admin__Token).");
        return TypedResults.NoContent();
    }

    private static Ok<MeAnswer> Me(Caller caller) => TypedResults.Ok(new MeAnswer(caller.UserId, caller.Email, caller.Role));
}
