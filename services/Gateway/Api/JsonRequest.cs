using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pipeline.Gateway.Api;

/// <summary>Reads a request's body as one JSON object, or says why it is none.</summary>
internal static class JsonRequest
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    public static async Task<JsonObject> ReadObjectAsync(HttpContext context)
    {
        var request = context.Request;
        if (!request.HasJsonContentType())
        {
            throw new ApiException(
                StatusCodes.Status415UnsupportedMediaType, "The content's type is not supported", "Send a JSON object with the header 'Content-Type: application/json'.");
        }

        return await ParseAsync(request.Body, context.RequestAborted) as JsonObject
            ?? throw ApiException.Malformed("The body is not a JSON object: send one, such as { \"name\": \"…\" }.");
    }

    private static async Task<JsonNode?> ParseAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            // Taken apart at once, so that nothing unreadable is left for later.
            using var document = await JsonDocument.ParseAsync(body, Strict, cancellationToken);
            ReadNames(document.RootElement);
            return JsonNode.Parse(document.RootElement.GetRawText());
        }
        catch (InvalidOperationException)
        {
            throw ApiException.Malformed("The body holds a name with half a character in it (an unpaired surrogate): correct it and send it again.");
        }
        catch (JsonException unreadable)
        {
            var place = unreadable is { LineNumber: { } line, BytePositionInLine: { } position } ? $" (line {line + 1}, position {position + 1})" : "";
            throw ApiException.Malformed($"The body is not valid JSON{place}: {Reason(unreadable)} Correct it and send it again.");
        }
    }

    /// <summary>Names are decoded only when they are looked at, and some can't be.</summary>
    private static void ReadNames(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray()) ReadNames(item);
        }

        if (element.ValueKind != JsonValueKind.Object) return;
        foreach (var member in element.EnumerateObject())
        {
            _ = member.Name;
            ReadNames(member.Value);
        }
    }

    private static string Reason(JsonException unreadable)
    {
        var end = unreadable.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? unreadable.Message : unreadable.Message[..end];
    }
}
