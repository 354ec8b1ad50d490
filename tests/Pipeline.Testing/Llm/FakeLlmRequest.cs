using System.Text.Json;

namespace Pipeline.Testing.Llm;

/// <summary>A request as it arrived at <see cref="FakeLlmServer"/>.</summary>
/// <param name="Authorization">The header as it stands; null: none was sent.</param>
/// <param name="Body">The JSON.</param>
public sealed record FakeLlmRequest(string? Authorization, JsonElement Body)
{
    public string Model => Body.GetProperty("model").GetString()!;

    public string SystemPrompt => Message("system");

    public string UserPrompt => Message("user");

    /// <summary>A number of the request's body, <c>max_tokens</c> for instance; null: it isn't there.</summary>
    public double? Number(string name) => Body.TryGetProperty(name, out var value) ? value.GetDouble() : null;

    private string Message(string role) => Body.GetProperty("messages").EnumerateArray().Single(message => message.GetProperty("role").GetString() == role).GetProperty("content").GetString()!;
}
