namespace Pipeline.Hosting.Bus;

/// <summary>Where RabbitMQ is, configured under <c>RabbitMq</c>; needed if <c>Bus:Transport</c> is <c>rabbitmq</c>.</summary>
public sealed class RabbitMqOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "RabbitMq";

    /// <summary>
    /// <c>amqp://user:password@host:port/vhost</c>, or <c>amqps://…</c> for TLS. Port 5672 (TLS 5671) and virtual host
    /// <c>/</c> if left out; reserved characters are percent-encoded. See https://www.rabbitmq.com/docs/uri-spec.
    /// </summary>
    public string Uri { get; set; } = "";
}
