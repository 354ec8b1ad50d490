using System.Text.Json;

namespace Pipeline.Hosting.Bus.Queues;

/// <summary>What can be told of a message that is kept, without its content.</summary>
/// <param name="Reason">The exception's type, <see cref="NoConsumer"/>, or RabbitMQ's reason such as <c>delivery_limit</c>.</param>
/// <param name="Message">The exception's message; null if none is known.</param>
/// <param name="MessageType">The message's type, without its namespace; null if that can't be read.</param>
/// <param name="SentAt">When it was sent (UTC); null if that can't be read.</param>
public sealed record KeptMessage(string Reason, string? Message, string? MessageType, DateTime? SentAt)
{
    /// <summary>The reason of what was skipped.</summary>
    public const string NoConsumer = "no_consumer";

    private const int LongestMessage = 300;
    private const int LongestBody = 1 << 20;

    /// <summary>Reads it.</summary>
    /// <param name="kind">Where it is kept.</param>
    /// <param name="header">The text of a header; null if there is none.</param>
    /// <param name="body">The message as it was sent.</param>
    internal static KeptMessage Of(KeptKind kind, Func<string, string?> header, ReadOnlyMemory<byte> body)
    {
        var (type, sentAt) = Envelope(body);
        return kind switch
        {
            KeptKind.Error => new(Short(header("MT-Fault-ExceptionType")) ?? "unknown", Cut(header("MT-Fault-Message")), type, sentAt),
            KeptKind.Skipped => new(NoConsumer, null, type, sentAt),
            _ => new(header(RabbitMqHeaders.FirstDeathReason) ?? "unknown", null, type, sentAt),
        };
    }

    /// <summary>What MassTransit writes around every message: https://masstransit.io/documentation/concepts/messages#message-headers.</summary>
    private static (string? Type, DateTime? SentAt) Envelope(ReadOnlyMemory<byte> body)
    {
        if (body.Length > LongestBody) return (null, null);
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return (null, null);
            var type = root.TryGetProperty("messageType", out var types) && types.ValueKind == JsonValueKind.Array && types.GetArrayLength() > 0 ? types[0].ToString() : null;
            var sent = root.TryGetProperty("sentTime", out var time) && time.ValueKind == JsonValueKind.String && time.TryGetDateTimeOffset(out var at) ? at.UtcDateTime : (DateTime?)null;
            return (Cut(type?.Split(':')[^1]), sent);
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    private static string? Short(string? exceptionType) => exceptionType?.Split('.')[^1];

    private static string? Cut(string? text) => text is { Length: > LongestMessage } ? text[..LongestMessage] + "…" : text;
}
