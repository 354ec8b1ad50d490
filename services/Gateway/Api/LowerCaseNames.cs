using System.Text.Json;

namespace Pipeline.Gateway.Api;

/// <summary>Names of enumerations in lower case without separators: <c>mymoment</c>, <c>openai</c>.</summary>
internal sealed class LowerCaseNames : JsonNamingPolicy
{
    public override string ConvertName(string name) => name.ToLowerInvariant();
}
