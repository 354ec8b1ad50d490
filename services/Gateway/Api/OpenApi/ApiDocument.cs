using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Pipeline.Gateway.Api.OpenApi;

/// <summary>The API described for programs at <c>/openapi/v1.json</c>, and for people at <c>/docs</c>.</summary>
internal static class ApiDocument
{
    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.ShouldInclude = description => $"/{description.RelativePath}".StartsWith(ApiConventions.Prefix, StringComparison.Ordinal);
        options.AddDocumentTransformer(Describe);
        options.AddOperationTransformer<OperationDetails>();
        options.AddSchemaTransformer(DurationSchema);
    });

    public static void MapApiDocument(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi().AllowAnonymous();
        routes.MapScalarApiReference("/docs", options =>
        {
            options.Title = "Pipeline API";
            options.DefaultFonts = false;
            options.DisableTelemetry();
            options.DisableAgent();
            options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
            options.HideClientButton = true;
        }).AllowAnonymous();
    }

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Pipeline",
            Version = "v1",
            Description = """
                Discovers articles on sites, has comments written for them and posts them, as far as a person wants that.

                Sign in with `POST /api/v1/auth/login` and send the token as `Authorization: Bearer …`. Times are UTC, durations ISO 8601 (`PT3M`), ids UUIDs of
                version 7. Lists answer with `items` and `nextCursor`. Errors are problem details (RFC 9457); where fields are wrong, `errors` has messages by field.
                """,
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[OperationDetails.Bearer] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A session's token, or the administrator's of the configuration.",
        };
        return Task.CompletedTask;
    }

    private static Task DurationSchema(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if ((Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type) != typeof(TimeSpan)) return Task.CompletedTask;
        schema.Type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) is null ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
        schema.Format = "duration";
        schema.Pattern = null;
        schema.Examples = ["PT3M"];
        return Task.CompletedTask;
    }
}
