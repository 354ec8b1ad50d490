using Pipeline.DemoSite.Accounts;
using Pipeline.DemoSite.Control;
using Pipeline.DemoSite.Faults;
using Pipeline.DemoSite.Pages;
using Pipeline.DemoSite.Sessions;

namespace Pipeline.DemoSite.Routes;

/// <summary>Start page, login, log-out.</summary>
internal static class AccountRoutes
{
    private const string Refusal =
        "Bitte einen gültigen Benutzernamen und ein Passwort eingeben. Beide Felder berücksichtigen die Gross-/Kleinschreibung.";

    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", (HttpContext context, AccountDirectory accounts) => new HtmlResult(HomePage.Render(context, accounts)));
        app.MapGet("/accounts/login/", (HttpContext context) => new HtmlResult(LoginPage.Render(context, context.Request.Query["next"].ToString())));
        app.MapPost("/accounts/login/", LogInAsync);
        app.MapPost("/accounts/logout/", LogOutAsync);
    }

    private static async Task<IResult> LogInAsync(HttpContext context, AccountDirectory accounts, SessionDesk sessions, RequestLog log, FaultList faults)
    {
        var form = await context.Request.ReadFormAsync();
        var (username, next) = (form["username"].ToString(), form["next"].ToString());
        var account = accounts.Authenticate(username, form["password"].ToString());
        if (account is null || faults.Take(context, FaultKind.RejectedForm) is not null)
        {
            log.LoginFailed(username);
            return new HtmlResult(LoginPage.Render(context, next, username, Refusal));
        }

        SessionCookie.Send(context, await sessions.OpenAsync(account), sessions.Lifetime);
        context.RotateCsrf();
        log.LoginSucceeded(username);
        return new Redirect(IsOwnPath(next) ? next : "/");
    }

    private static async Task<IResult> LogOutAsync(HttpContext context, SessionDesk sessions)
    {
        if (context.Visit().SessionKey is { } key) await sessions.EndAsync(key);
        SessionCookie.Remove(context);
        return new Redirect("/");
    }

    private static bool IsOwnPath(string next) => next is ['/', ..] and not ['/', '/' or '\\', ..];
}
