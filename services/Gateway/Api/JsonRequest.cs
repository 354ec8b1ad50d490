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
            return JsonNode.Parse(document.RootElement.GetRawText());
        }
        catch (JsonException unreadable)
        {
            var place = unreadable is { LineNumber: { } line, BytePositionInLine: { } position } ? $" (line {line + 1}, position {position + 1})" : "";
            throw ApiException.Malformed($"The body is not valid JSON{place}: {Reason(unreadable)} Correct it and send it again.");
        }
    }

    private static string Reason(JsonException unreadable)
    {
        var end = unreadable.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? unreadable.Message : unreadable.Message[..end];
    }
}
