using System.Text;
using RabbitMQ.Client;

namespace Pipeline.Hosting.Bus.Queues;

/// <summary>The headers of a message on RabbitMQ.</summary>
internal static class RabbitMqHeaders
{
    /// <summary>Why it was dead-lettered first: https://www.rabbitmq.com/docs/dlx#effects.</summary>
    public const string FirstDeathReason = "x-first-death-reason";

    /// <summary>What RabbitMQ and MassTransit wrote on it when it was put aside; with it, it would not be what was sent.</summary>
    private static readonly string[] OfItsFate = ["MT-Fault-", "MT-Reason", "x-death", "x-first-death-", "x-last-death-", "x-delivery-count", "x-acquired-count"];

    /// <summary>A header as text; null if there is none.</summary>
    public static string? Text(this IReadOnlyBasicProperties properties, string name) =>
        properties.Headers is { } headers && headers.TryGetValue(name, out var value)
            ? value is byte[] text ? Encoding.UTF8.GetString(text) : value?.ToString()
            : null;

    /// <summary>The message's properties as its sender wrote them.</summary>
    public static BasicProperties AsSent(this IReadOnlyBasicProperties properties)
    {
        var sent = new BasicProperties(properties) { DeliveryMode = DeliveryModes.Persistent };
        sent.Headers = properties.Headers?
            .Where(header => !OfItsFate.Any(own => header.Key.StartsWith(own, StringComparison.Ordinal)))
            .ToDictionary(header => header.Key, header => header.Value);
        return sent;
    }
}
