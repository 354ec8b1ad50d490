using System.Net;

namespace Pipeline.Gateway.Tests.Fixture;

/// <summary>A route as the OpenAPI document lists it.</summary>
/// <param name="Method">GET, POST …</param>
/// <param name="Path">Below the API's prefix, ids as <c>{id}</c>.</param>
/// <param name="TakesBody">It reads a JSON body.</param>
public sealed record ApiRoute(HttpMethod Method, string Path, bool TakesBody)
{
    public bool HasId => Path.Contains("{id}", StringComparison.Ordinal);

    /// <summary>Calls it with an id, and with an empty object where it reads a body.</summary>
    public Task<ApiAnswer> CallAsync(ApiClient api, Guid id) =>
        api.SendAsync(Method, Path.Replace("{id}", id.ToString(), StringComparison.Ordinal), TakesBody ? "{}" : null);

    public override string ToString() => $"{Method} {Path}";
}

/// <summary>The routes that there are, so that no new one is forgotten.</summary>
public static class ApiRoutes
{
    private const string Prefix = "/api/v1";

    public static async Task<IReadOnlyList<ApiRoute>> RoutesAsync(this GatewayFixture gateway)
    {
        var document = (await gateway.Client(null).GetAsync("//openapi/v1.json")).Is(HttpStatusCode.OK);
        return
        [
            .. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()
                .Where(operation => operation.Key != "parameters")
                .Select(operation => new ApiRoute(
                    HttpMethod.Parse(operation.Key), path.Key[Prefix.Length..], operation.Value!["requestBody"] is not null))),
        ];
    }
}
