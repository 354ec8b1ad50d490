namespace Pipeline.DemoSite.Routes;

/// <summary>Every page's address ends in a slash; without it a redirect follows that keeps the method.</summary>
internal static class TrailingSlash
{
    public static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path.Value ?? "/";
        return path.EndsWith('/') || path.Contains('.', StringComparison.Ordinal)
            ? next(context)
            : new Redirect(path + "/" + context.Request.QueryString, StatusCodes.Status308PermanentRedirect).ExecuteAsync(context);
    }
}
