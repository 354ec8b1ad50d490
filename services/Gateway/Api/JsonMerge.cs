using System.Text.Json.Nodes;

namespace Pipeline.Gateway.Api;

/// <summary>Lays what a client sent over what holds otherwise.</summary>
internal static class JsonMerge
{
    /// <summary>Objects are merged member by member; everything else replaces what was there.</summary>
    public static void Into(JsonObject present, JsonObject sent)
    {
        foreach (var (name, value) in sent)
        {
            if (value is JsonObject inner && present[name] is JsonObject below) Into(below, inner);
            else present[name] = value?.DeepClone();
        }
    }
}
