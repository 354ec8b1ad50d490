using System.Text.Json;
using Pipeline.Domain.Prompts;

namespace Pipeline.Generation.Llm.OpenAi;

/// <summary>What a provider says of a failure: <c>{ "error": { "message", "type", "code" } }</c>, which some shorten to a string.</summary>
/// <param name="Text">Its sentence in one line, without the key; empty if there is none.</param>
/// <param name="Code">Type and code, lower case, for looking into; empty if there are none.</param>
internal sealed record ProviderMessage(string Text, string Code)
{
    private const int MaxLength = 300;
    private static readonly ProviderMessage None = new("", "");

    public static ProviderMessage Read(string? body, string? apiKey)
    {
        if (string.IsNullOrWhiteSpace(body)) return None;
        try
        {
            using var json = JsonDocument.Parse(body);
            return Read(json.RootElement, apiKey);
        }
        catch (JsonException)
        {
            // A proxy's HTML page, say: nothing that a person could use.
            return None;
        }
    }

    /// <summary>A text from a provider as it may be shown: one line, not long, and never with the key, which some providers quote.</summary>
    public static string Plain(string text, string? apiKey) =>
        VisibleText.LineOf(string.IsNullOrEmpty(apiKey) ? text : text.Replace(apiKey, "***", StringComparison.Ordinal), MaxLength);

    private static ProviderMessage Read(JsonElement root, string? apiKey)
    {
        if (root.ValueKind != JsonValueKind.Object) return None;
        var error = root.TryGetProperty("error", out var inner) ? inner : root;
        if (error.ValueKind == JsonValueKind.String) return new(Plain(error.GetString()!, apiKey), "");
        return error.ValueKind == JsonValueKind.Object
            ? new(Plain(Field(error, "message"), apiKey), $"{Field(error, "type")} {Field(error, "code")}".ToLowerInvariant())
            : None;
    }

    private static string Field(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
