using Microsoft.Extensions.Options;

namespace Pipeline.Hosting.Bus;

/// <summary>The address of RabbitMQ must be given and readable, but only where RabbitMQ is used. The message never repeats it.</summary>
internal sealed class RabbitMqOptionsValidation(IOptions<BusOptions> bus) : IValidateOptions<RabbitMqOptions>
{
    private const string Form = "amqp://user:password@host:port/vhost (or amqps://…), reserved characters percent-encoded";

    public ValidateOptionsResult Validate(string? name, RabbitMqOptions options)
    {
        if (bus.Value.Transport != BusTransport.RabbitMq || RabbitMqAddress.TryParse(options.Uri, out _)) return ValidateOptionsResult.Success;
        return ValidateOptionsResult.Fail(options.Uri.Length == 0
            ? $"RabbitMq__Uri is missing. Allowed: {Form}. To run everything in one process without RabbitMQ: Bus__Transport=memory."
            : $"RabbitMq__Uri can't be read. Allowed: {Form}.");
    }
}
