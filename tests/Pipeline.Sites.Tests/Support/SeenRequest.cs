using Microsoft.AspNetCore.Http;

namespace Pipeline.Sites.Tests.Support;

/// <summary>A request as the stand-in got it.</summary>
internal sealed record SeenRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Line => $"{Method} {Path}";

    public static async Task<SeenRequest> OfAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new SeenRequest(request.Method, $"{request.Path}{request.QueryString}", headers, await reader.ReadToEndAsync());
    }
}
