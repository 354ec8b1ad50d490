using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Pipeline.Gateway.Api.OpenApi;

/// <summary>Says of each operation what its metadata knows: body, query, who may call it, and how it fails.</summary>
internal sealed class OperationDetails : IOpenApiOperationTransformer
{
    /// <summary>The security scheme's name.</summary>
    public const string Bearer = "bearer";

    private const string ProblemType = "application/problem+json";

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<BodyShape>().LastOrDefault() is { } body) await AddBodyAsync(operation, body, metadata, context, cancellationToken);
        foreach (var parameter in metadata.OfType<QueryParameter>()) await AddParameterAsync(operation, parameter, context, cancellationToken);
        var open = metadata.OfType<IAllowAnonymous>().Any();
        if (!open) operation.Security = [new() { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] }];
        var problem = await context.GetOrCreateSchemaAsync(typeof(HttpValidationProblemDetails), null, cancellationToken);
        foreach (var (status, meaning) in Failures(context.Description.HttpMethod!, context.Description.RelativePath!, open, metadata))
        {
            operation.Responses ??= [];
            operation.Responses[status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = meaning,
                Content = new Dictionary<string, OpenApiMediaType> { [ProblemType] = new() { Schema = problem } },
            };
        }
    }

    private static async Task AddBodyAsync(
        OpenApiOperation operation, BodyShape body, IList<object> metadata, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var media = new OpenApiMediaType { Schema = await context.GetOrCreateSchemaAsync(body.Type, null, cancellationToken) };
        if (metadata.OfType<BodyExample>().LastOrDefault() is { } example) media.Example = JsonNode.Parse(example.Json);
        operation.RequestBody = new OpenApiRequestBody { Required = body.Required, Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = media } };
    }

    private static async Task AddParameterAsync(
        OpenApiOperation operation, QueryParameter parameter, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var schema = await context.GetOrCreateSchemaAsync(parameter.Type, null, cancellationToken);
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = parameter.Name,
            In = ParameterLocation.Query,
            Description = parameter.Description,
            Schema = parameter.Repeatable ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = schema } : schema,
            Explode = parameter.Repeatable,
        });
    }

    private static IEnumerable<(int Status, string Meaning)> Failures(string method, string path, bool open, IList<object> metadata)
    {
        var reads = metadata.OfType<BodyShape>().Any();
        if (reads || metadata.OfType<QueryParameter>().Any()) yield return (400, "Can't be read: not JSON, or a value of the wrong type.");
        yield return (401, open ? "There is no such user with this password." : "Not signed in: there is no token, or it is unknown or over.");
        if (open) yield return (429, "Locked after too many wrong passwords: see `Retry-After`.");
        if (metadata.OfType<AuthorizeAttribute>().Any(rule => rule.Policy == Identity.Roles.Operate)) yield return (403, "The role may not do this.");
        if (path.Contains("{id", StringComparison.Ordinal)) yield return (404, "Not there, or not yours.");
        if (path.Contains("{id", StringComparison.Ordinal) && method != "GET") yield return (409, "The present state forbids it: `detail` says which it is.");
        if (reads || metadata.OfType<QueryParameter>().Any() || path.EndsWith("/start", StringComparison.Ordinal)) yield return (422, "Can be read, and can't be done: `errors` says why, by field.");
        yield return (503, "Not at the moment: see `Retry-After`.");
    }
}
