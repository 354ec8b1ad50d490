namespace Pipeline.DemoSite.Sessions;

/// <summary>The cookie <c>sessionid</c>, sent anew with every answer because the session slides.</summary>
internal static class SessionCookie
{
    private const string Name = "sessionid";

    public static async Task ResumeAsync(HttpContext context, RequestDelegate next)
    {
        var desk = context.RequestServices.GetRequiredService<SessionDesk>();
        var cookie = context.Request.Cookies[Name];
        if (await desk.ResumeAsync(cookie) is var (account, key))
        {
            context.Visit().Arrive(account, key);
            Send(context, cookie!, desk.Lifetime);
        }
        await next(context);
    }

    public static void Send(HttpContext context, string cookie, TimeSpan lifetime) =>
        context.Response.Cookies.Append(Name, cookie, Attributes(lifetime));

    public static void Remove(HttpContext context) => context.Response.Cookies.Delete(Name, Attributes(null));

    private static CookieOptions Attributes(TimeSpan? lifetime) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = lifetime };
}
