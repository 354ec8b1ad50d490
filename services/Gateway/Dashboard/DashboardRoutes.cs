using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Pipeline.Gateway.Dashboard.Login;
using Pipeline.Gateway.Identity;

namespace Pipeline.Gateway.Dashboard;

/// <summary>Puts the screens on the web.</summary>
public static class DashboardRoutes
{
    /// <summary>
    /// Only this host's scripts run, and nobody may frame a page. Styles may stand in the page, since components set
    /// widths and colours that way.
    /// </summary>
    private const string ContentPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; object-src 'none'; "
        + "base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Pages go by the cookie; the API goes by the bearer token.</summary>
    private static readonly AuthorizationPolicy SignedIn = new AuthorizationPolicyBuilder(SessionCookie.SchemeName).RequireAuthenticatedUser().Build();

    /// <summary>An address that leads nowhere gets a page that says so, if a person asks and not a program. Everything else comes after it.</summary>
    public static void UseNotFoundPage(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use((http, next) =>
        {
            if (!IsNavigation(http) && http.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
            return next(http);
        });
    }

    /// <summary>Maps the pages, their files and the sign-out. Authentication and authorization come before it.</summary>
    public static WebApplication MapDashboard(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (!app.Environment.IsDevelopment()) StaticWebAssetsLoader.UseStaticWebAssets(app.Environment, app.Configuration); // A build that wasn't published.
        app.UseWhen(IsPage, pages => pages.Use(AddHeadersAsync));
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapPost("/logout", SignOutAsync).RequireAuthorization(SignedIn).ExcludeFromDescription();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null).RequireAuthorization(SignedIn);
        return app;
    }

    private static bool IsNavigation(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) && !http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static bool IsPage(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;

    private static Task AddHeadersAsync(HttpContext http, RequestDelegate next)
    {
        http.Response.Headers.ContentSecurityPolicy = ContentPolicy;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "same-origin";
        return next(http);
    }

    private static async Task<IResult> SignOutAsync(HttpContext http, IAntiforgery antiforgery, DashboardSession session)
    {
        if (!await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
        await session.SignOutAsync(http);
        return Results.LocalRedirect("/login");
    }
}
