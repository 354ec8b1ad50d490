using Microsoft.Extensions.Options;

namespace Pipeline.Hosting.Tests.Configuration;

/// <summary>A bad value stops the service at start, with the key as operators write it and what is allowed.</summary>
public sealed class BadConfigurationTests
{
    [Theory]
    [InlineData("Bus:Transport", "kafka", "Bus__Transport", "rabbitmq, memory")]
    [InlineData("Bus:Transport", "7", "Bus__Transport", "rabbitmq, memory")]
    [InlineData("Bus:PublishTimeout", "00:00:00", "Bus__PublishTimeout", "00:00:00.1 to 00:01:00")]
    [InlineData("Bus:PublishTimeout", "2", "Bus__PublishTimeout", "00:00:00.1 to 00:01:00")]
    [InlineData("Bus:ConsumerStopTimeout", "soon", "Bus__ConsumerStopTimeout", "00:00:01 to 00:10:00")]
    [InlineData("Bus:DeliveryLimit", "0", "Bus__DeliveryLimit", "1 to 1000")]
    [InlineData("Bus:DeliveryLimit", "many", "Bus__DeliveryLimit", "1 to 1000")]
    [InlineData("RabbitMq:Uri", "", "RabbitMq__Uri", "amqp://user:password@host:port/vhost")]
    [InlineData("RabbitMq:Uri", "http://user:secretive@host/", "RabbitMq__Uri", "amqp://user:password@host:port/vhost")]
    [InlineData("Secrets:MasterKey", "", "Secrets__MasterKey", "openssl rand -base64 32")]
    [InlineData("Secrets:MasterKey", "c2VjcmV0aXZl", "Secrets__MasterKey", "openssl rand -base64 32")]
    [InlineData("Secrets:PreviousKeys", "c2VjcmV0aXZl", "Secrets__PreviousKeys", "openssl rand -base64 32")]
    [InlineData("Memory:Critical", "0.5", "Memory__Critical", "0.1 to 1")]
    [InlineData("CrashPoints:Crash", "posting.nowhere", "CrashPoints__Crash", "posting.permit_given")]
    [InlineData("CrashPoints:Freeze", "posting.answered,posting.answered#0", "CrashPoints__Freeze", "'posting.answered#0'")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4317", "OTEL_EXPORTER_OTLP_ENDPOINT", "http or https")]
    public async Task It_names_the_key_and_what_is_allowed(string key, string value, string name, string allowed)
    {
        var refusal = await RefusalAsync((key, value));

        Assert.Contains(name, refusal, StringComparison.Ordinal);
        Assert.Contains(allowed, refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RabbitMq:Uri", "http://user:secretive@host/", "secretive")]
    [InlineData("Secrets:MasterKey", "c2VjcmV0aXZl", "c2VjcmV0aXZl")]
    [InlineData("Secrets:PreviousKeys", "c2VjcmV0aXZl", "c2VjcmV0aXZl")]
    [Trait("Promise", "P-SECRET")]
    public async Task It_never_repeats_a_secret(string key, string value, string secret) =>
        Assert.DoesNotContain(secret, await RefusalAsync((key, value)), StringComparison.Ordinal);

    private static async Task<string> RefusalAsync((string Key, string Value) setting)
    {
        // Everything else is right, so that the message can only be about the one setting.
        await using var host = TestHost.Build(null, ("RabbitMq:Uri", "amqp://user:password@127.0.0.1:1/"), setting);
        return (await Assert.ThrowsAsync<OptionsValidationException>(host.StartAsync)).Message;
    }
}
