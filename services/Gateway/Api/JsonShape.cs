using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Pipeline.Gateway.Api;

/// <summary>Compares what a client sent with the shape that is expected, member by member, and says all that doesn't fit.</summary>
internal static class JsonShape
{
    public static void Check(JsonNode? sent, JsonTypeInfo expected, string path, Faults faults)
    {
        if (sent is null) return;
        switch (expected.Kind)
        {
            case JsonTypeInfoKind.Object when sent is JsonObject members:
                CheckMembers(members, expected, path, faults);
                break;
            case JsonTypeInfoKind.Object:
                faults.AddMalformed(path, "Must be an object: { … }.");
                break;
            case JsonTypeInfoKind.Enumerable when sent is JsonArray items:
                CheckItems(items, expected, path, faults);
                break;
            case JsonTypeInfoKind.Enumerable:
                faults.AddMalformed(path, "Must be a list: [ … ].");
                break;
            default:
                CheckValue(sent, expected, path, faults);
                break;
        }
    }

    private static void CheckMembers(JsonObject members, JsonTypeInfo expected, string path, Faults faults)
    {
        var known = expected.Properties.Where(property => property.Set is not null).ToDictionary(property => property.Name, StringComparer.Ordinal);
        foreach (var (name, value) in members)
        {
            var place = path.Length == 0 ? name : $"{path}.{name}";
            if (known.TryGetValue(name, out var property)) Check(value, ApiJson.Options.GetTypeInfo(property.PropertyType), place, faults);
            else faults.Add(place, $"Is not a field that can be set here: leave it out. Known are {string.Join(", ", known.Keys)}.");
        }
    }

    private static void CheckItems(JsonArray items, JsonTypeInfo expected, string path, Faults faults)
    {
        var item = ApiJson.Options.GetTypeInfo(expected.ElementType!);
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is null) faults.AddMalformed($"{path}[{i}]", "Must not be null: leave it out.");
            else Check(items[i], item, $"{path}[{i}]", faults);
        }
    }

    private static void CheckValue(JsonNode sent, JsonTypeInfo expected, string path, Faults faults)
    {
        try
        {
            if (sent.Deserialize(expected) is string text && text.Contains('\0', StringComparison.Ordinal)) faults.Add(path, "Holds a NUL character: remove it.");
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            var value = JsonValues.Of(expected.Type);
            if (value.IsMalformed(sent.GetValueKind())) faults.AddMalformed(path, value.Expectation);
            else faults.Add(path, value.Expectation);
        }
    }
}
