using System.Text;

namespace Pipeline.DemoSite.Pages;

/// <summary>A page as an answer.</summary>
internal sealed class HtmlResult(Html page, int status = StatusCodes.Status200OK) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        httpContext.Response.Headers.CacheControl = "no-store";
        Encoding.UTF8.GetBytes(page.Markup, httpContext.Response.BodyWriter);
        await httpContext.Response.BodyWriter.FlushAsync(CancellationToken.None);
    }
}
