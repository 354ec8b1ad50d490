using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;

namespace Pipeline.Gateway.Api;

/// <summary>
/// The JSON object that a request brings, as it was sent: what is left out and what is null can be told apart, and every
/// fault is told at once. <typeparamref name="T"/> is the shape; all of its members are optional.
/// </summary>
internal sealed class JsonBody<T> : IEndpointParameterMetadataProvider
    where T : class
{
    private readonly JsonObject _members;

    private JsonBody(JsonObject members) => _members = members;

    /// <summary>Whether a member is there, whatever its value; dots lead inside: <c>schedule.cron</c>.</summary>
    public bool Has(string path)
    {
        JsonNode? node = _members;
        foreach (var name in path.Split('.'))
        {
            if (node is not JsonObject members || !members.TryGetPropertyValue(name, out node)) return false;
        }

        return true;
    }

    /// <summary>What was sent, for something new.</summary>
    public T Read() => Over(new JsonObject());

    /// <summary>What was sent, over what holds otherwise (JSON merge patch, RFC 7396, save that null stays null).</summary>
    public T Over(T present) => Over(JsonSerializer.SerializeToNode(present, ApiJson.Options)!.AsObject());

    public static async ValueTask<JsonBody<T>> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var members = await JsonRequest.ReadObjectAsync(context);
        var faults = new Faults();
        JsonShape.Check(members, ApiJson.Options.GetTypeInfo(typeof(T)), "", faults);
        faults.ThrowIfAny();
        return new JsonBody<T>(members);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new BodyShape(typeof(T)));

    private T Over(JsonObject present)
    {
        JsonMerge.Into(present, _members);
        return present.Deserialize<T>(ApiJson.Options)!;
    }
}
