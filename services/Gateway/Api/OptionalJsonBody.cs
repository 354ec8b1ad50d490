using System.Reflection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Pipeline.Gateway.Api;

/// <summary>A JSON object that a request may bring.</summary>
internal sealed class OptionalJsonBody<T> : IEndpointParameterMetadataProvider
    where T : class
{
    private OptionalJsonBody(T? value) => Value = value;

    /// <summary>What was sent; null: nothing.</summary>
    public T? Value { get; }

    public static async ValueTask<OptionalJsonBody<T>> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var request = context.Request;
        var none = request.ContentLength == 0 || context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false };
        return new OptionalJsonBody<T>(none ? null : (await JsonBody<T>.BindAsync(context, parameter)).Read());
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new BodyShape(typeof(T), Required: false));
}
