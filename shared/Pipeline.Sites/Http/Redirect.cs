namespace Pipeline.Sites.Http;

/// <summary>Reads where a redirect leads. Servers write backslashes, default ports and relative paths.</summary>
internal static class Redirect
{
    /// <summary>The target; null where the answer is no redirect, or says nothing that can be followed.</summary>
    public static Uri? TargetOf(HttpResponseMessage response, Uri address)
    {
        if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308)) return null;
        if (!response.Headers.NonValidated.TryGetValues("Location", out var values)) return null;
        return Uri.TryCreate(address, values.First().Trim().Replace('\\', '/'), out var target) ? target : null;
    }
}
