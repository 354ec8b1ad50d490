using System.Net;
using Pipeline.Domain.Errors;

namespace Pipeline.Sites.Http;

/// <summary>A site's answer to one request.</summary>
/// <param name="Method">What was asked.</param>
/// <param name="Address">Where, after redirects.</param>
/// <param name="Status">The status.</param>
/// <param name="Body">The body as text.</param>
/// <param name="RedirectsTo">Where a redirect leads; null: it is none.</param>
/// <param name="RetryAfter">How long the site wants to be left alone.</param>
internal sealed record SitePage(HttpMethod Method, Uri Address, HttpStatusCode Status, string Body, Uri? RedirectsTo, TimeSpan? RetryAfter)
{
    /// <summary>Throws for every status but 200 to 299.</summary>
    public void ThrowUnlessOk()
    {
        if ((int)Status is < 200 or > 299) throw ToError(WriteState.NotSent);
    }

    /// <summary>What a status means that isn't the one hoped for.</summary>
    public SiteException ToError(WriteState write)
    {
        var code = (int)Status;
        var kind = code switch
        {
            401 => ErrorKind.Auth,
            403 => ErrorKind.Forbidden,
            404 or 410 => ErrorKind.NotFound,
            408 => ErrorKind.Timeout,
            429 => ErrorKind.RateLimited,
            >= 500 => ErrorKind.Unreachable,
            _ when write == WriteState.Refused => ErrorKind.Rejected,
            _ => ErrorKind.SiteChanged,
        };
        return new SiteException(kind, $"The site answered {code} ({Status}) to {Method} {Address.AbsolutePath}.") { Write = write, RetryAfter = RetryAfter };
    }
}
