using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Pipeline.Gateway.Identity;

/// <summary>Where the session cookie's scheme sends people who are not signed in.</summary>
public sealed class SessionCookieOptions : AuthenticationSchemeOptions
{
    /// <summary>The page to sign in on; the address that was asked for is appended as <c>returnUrl</c>.</summary>
    public PathString LoginPath { get; set; } = "/login";
}

/// <summary>
/// Authenticates by a cookie, for the dashboard. The cookie holds nothing but a session token, the same as the API gives:
/// it is good at every replica, and ends when the session ends. The API's routes don't accept it, so that no other
/// site's page can use them in a person's name.
/// </summary>
public sealed class SessionCookie(
    IOptionsMonitor<SessionCookieOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenCheck tokens) :
    AuthenticationHandler<SessionCookieOptions>(options, logger, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string SchemeName = "Session";

    /// <summary>The claim that tells which session it is: the token's hash in hex. It stays in this process.</summary>
    public const string SessionClaim = "session";

    private const string CookieName = "pipeline_session";

    /// <summary>The token that a request's cookie holds; null: none.</summary>
    public static string? TokenOf(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Cookies[CookieName] is { Length: > 0 } token ? token : null;
    }

    /// <summary>Gives the browser its session.</summary>
    public static void Give(HttpResponse response, SignedIn session)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(session);
        response.Cookies.Append(CookieName, session.Token, Shape(response, session.ExpiresAt));
    }

    /// <summary>Takes the session from the browser.</summary>
    public static void Take(HttpResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        response.Cookies.Delete(CookieName, Shape(response, null));
    }

    /// <inheritdoc />
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (TokenOf(Request) is not { } token) return AuthenticateResult.NoResult();
        if (await tokens.FindAsync(token, Context.RequestAborted) is not { } found) return AuthenticateResult.Fail("The session is over.");
        var principal = found.Caller.ToPrincipal(SchemeName);
        principal.AddIdentity(new ClaimsIdentity([new Claim(SessionClaim, Convert.ToHexString(AccessTokens.Hash(token)))]));
        return AuthenticateResult.Success(new AuthenticationTicket(principal, SchemeName));
    }

    /// <inheritdoc />
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Redirect($"{Request.PathBase}{Options.LoginPath}{QueryString.Create("returnUrl", $"{Request.Path}{Request.QueryString}")}");
        return Task.CompletedTask;
    }

    private static CookieOptions Shape(HttpResponse response, DateTime? expiresAt) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = response.HttpContext.Request.IsHttps,
        Expires = expiresAt,
        IsEssential = true,
        Path = "/",
    };
}
