using Pipeline.DemoSite.Pages;

namespace Pipeline.DemoSite.Sessions;

/// <summary>Refuses a POST without the cookie, a token that belongs to it, and a Referer of this site.</summary>
internal static class CsrfGuard
{
    private const string Cookie = "csrftoken";
    private const string Field = "csrfmiddlewaretoken";

    public static async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsPost(context.Request.Method) && await ComplaintAsync(context.Request) is { } complaint)
            await ErrorPage.Forbidden(context, $"CSRF-Überprüfung fehlgeschlagen. Abfrage abgebrochen. ({complaint})").ExecuteAsync(context);
        else
            await next(context);
    }

    /// <summary>The hidden field for a form of this page; makes sure that the visitor has the cookie.</summary>
    public static Html CsrfField(this HttpContext context) =>
        Html.Of($"""<input type="hidden" name="{Field}" value="{CsrfToken.Mask(SecretOf(context))}">""");

    /// <summary>A login changes the secret.</summary>
    public static void RotateCsrf(this HttpContext context) => Send(context, CsrfToken.NewSecret());

    private static async Task<string?> ComplaintAsync(HttpRequest request)
    {
        if (!IsOfThisSite(request, request.Headers.Referer.ToString())) return "Referer fehlt oder ist fremd";
        if (request.Headers.Origin is [{ } origin] && origin != "null" && !IsOfThisSite(request, origin)) return "Origin ist fremd";
        if (request.Cookies[Cookie] is not { } secret || !CsrfToken.IsSecret(secret)) return "CSRF-Cookie nicht gesetzt";
        if (!request.HasFormContentType) return "CSRF-Token fehlt";
        var form = await request.ReadFormAsync();
        return CsrfToken.Matches(secret, form[Field].ToString()) ? null : "CSRF-Token fehlt oder ist falsch";
    }

    private static bool IsOfThisSite(HttpRequest request, string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.Scheme == request.Scheme
        && uri.Host.Equals(request.Host.Host, StringComparison.OrdinalIgnoreCase)
        && uri.Port == (request.Host.Port ?? (request.IsHttps ? 443 : 80));

    private static string SecretOf(HttpContext context)
    {
        if (context.Items[Cookie] is string sent) return sent;
        var secret = context.Request.Cookies[Cookie];
        return Send(context, CsrfToken.IsSecret(secret) ? secret! : CsrfToken.NewSecret());
    }

    private static string Send(HttpContext context, string secret)
    {
        context.Items[Cookie] = secret;
        context.Response.Cookies.Append(Cookie, secret, new CookieOptions { Path = "/", SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(364) });
        return secret;
    }
}
