namespace Pipeline.DemoSite.Routes;

/// <summary>
/// Redirects with the platform's quirk: an absolute address with an explicit port, also the usual one, and a backslash after it.
/// </summary>
internal sealed class Redirect(string path, int status = StatusCodes.Status302Found) : IResult
{
    public static Redirect ToLogin(HttpContext context) =>
        new($"/accounts/login/?next={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}");

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var request = httpContext.Request;
        var port = request.Host.Port ?? (request.IsHttps ? 443 : 80);
        httpContext.Response.StatusCode = status;
        httpContext.Response.Headers.Location = $@"{request.Scheme}://{request.Host.Host}:{port}\{path[1..]}";
        return Task.CompletedTask;
    }
}
