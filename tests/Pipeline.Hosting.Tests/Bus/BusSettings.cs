using Pipeline.Testing.Servers;

namespace Pipeline.Hosting.Tests.Bus;

/// <summary>The configuration of either transport, for a broker that confirms late on a loaded machine.</summary>
internal static class BusSettings
{
    private static readonly (string, string) Patient = ("Bus:PublishTimeout", "00:00:30");

    public static (string Key, string Value)[] Memory { get; } = [("Bus:Transport", "memory"), Patient];

    public static (string Key, string Value)[] Over(RabbitMqVirtualHost virtualHost) =>
        [("Bus:Transport", "rabbitmq"), ("RabbitMq:Uri", virtualHost.Address.OriginalString), Patient];
}
