using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Pipeline.Gateway.Api;

namespace Pipeline.Gateway.Identity;

/// <summary>Authenticates by <c>Authorization: Bearer …</c>, for the API.</summary>
internal sealed class BearerTokens(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenCheck tokens) :
    AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";

    /// <summary>The token that a request shows; null: none.</summary>
    public static string? TokenOf(HttpRequest request) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header)
        && header.Scheme.Equals(SchemeName, StringComparison.OrdinalIgnoreCase) && header.Parameter is { Length: > 0 } token
            ? token
            : null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (TokenOf(Request) is not { } token) return AuthenticateResult.NoResult();
        return await tokens.FindAsync(token, Context.RequestAborted) is { } found
            ? AuthenticateResult.Success(new AuthenticationTicket(found.Caller.ToPrincipal(SchemeName), SchemeName))
            : AuthenticateResult.Fail("The token is unknown, or its time is over.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var shown = TokenOf(Request) is not null;
        Response.Headers[HeaderNames.WWWAuthenticate] = shown ? "Bearer error=\"invalid_token\"" : "Bearer";
        return ProblemAnswers.WriteAsync(
            Context, StatusCodes.Status401Unauthorized,
            shown ? "The token is unknown, or its time is over: sign in again with POST /api/v1/auth/login." : "Sign in with POST /api/v1/auth/login and send 'Authorization: Bearer <token>'.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => ProblemAnswers.WriteAsync(
        Context, StatusCodes.Status403Forbidden, $"Your role ({Context.User.FindFirst(System.Security.Claims.ClaimTypes.Role)?.Value.ToLowerInvariant()}) may not do this: ask an administrator.");
}
