using Microsoft.AspNetCore.Routing.Template;

namespace Pipeline.Gateway.Api;

/// <summary>
/// Answers what no route of the API takes: 405 where another method would do, else 404. Routing would judge by all that is
/// mapped, and the files of the screens are mapped for every path.
/// </summary>
internal static class UnmatchedRequests
{
    public static void MapUnmatchedRequests(this IEndpointRouteBuilder routes) =>
        routes.MapFallback("/api/{**path}", Refuse).AllowAnonymous().ExcludeFromDescription();

    private static void Refuse(HttpContext context, EndpointDataSource endpoints)
    {
        var allowed = endpoints.Endpoints.OfType<RouteEndpoint>().Where(endpoint => Takes(endpoint, context.Request.Path))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Distinct().Order().ToList();
        context.Response.StatusCode = allowed.Count > 0 ? StatusCodes.Status405MethodNotAllowed : StatusCodes.Status404NotFound;
        if (allowed.Count > 0) context.Response.Headers.Allow = string.Join(", ", allowed);
    }

    private static bool Takes(RouteEndpoint endpoint, PathString path)
    {
        if (endpoint.RoutePattern.RawText is not { } pattern || !pattern.StartsWith(ApiConventions.Prefix, StringComparison.Ordinal)) return false;
        var values = new RouteValueDictionary();
        // Ids are the only parameters that paths have.
        return new TemplateMatcher(TemplateParser.Parse(pattern), []).TryMatch(path, values) && values.Values.All(value => Guid.TryParse(value as string, out _));
    }
}
