using System.Globalization;
using Pipeline.Gateway.Identity;

namespace Pipeline.Gateway.Dashboard.Login;

/// <summary>Signs people in to and out of the dashboard: the same users and sessions as the API, carried by a cookie.</summary>
public sealed class DashboardSession(SignIn signIn)
{
    /// <summary>Signs in, and gives the browser its session.</summary>
    /// <returns>Null, or in words why not.</returns>
    public async Task<string?> SignInAsync(HttpContext http, string email, string password)
    {
        ArgumentNullException.ThrowIfNull(http);
        switch (await signIn.TryAsync(email, password, http.RequestAborted))
        {
            case SignedIn session:
                SessionCookie.Give(http.Response, session);
                return null;
            case SignInLocked locked:
                var minutes = Math.Ceiling(locked.Wait.TotalMinutes).ToString(CultureInfo.InvariantCulture);
                return $"Too many wrong tries. Signing in with this e-mail is locked; try again in {minutes} min.";
            default:
                return "E-mail or password is wrong.";
        }
    }

    /// <summary>Ends the session, everywhere it is used.</summary>
    public async Task SignOutAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (SessionCookie.TokenOf(http.Request) is { } token) await signIn.EndAsync(token, http.RequestAborted);
        SessionCookie.Take(http.Response);
    }
}
