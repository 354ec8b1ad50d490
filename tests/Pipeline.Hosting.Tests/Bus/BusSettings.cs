using Pipeline.Testing.Servers;

namespace Pipeline.Hosting.Tests.Bus;

/// <summary>The configuration of either transport.</summary>
internal static class BusSettings
{
    public static (string Key, string Value)[] Memory { get; } = [("Bus:Transport", "memory")];

    public static (string Key, string Value)[] Over(RabbitMqVirtualHost virtualHost) =>
        [("Bus:Transport", "rabbitmq"), ("RabbitMq:Uri", virtualHost.Address.OriginalString)];
}
