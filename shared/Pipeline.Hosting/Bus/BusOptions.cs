using System.ComponentModel.DataAnnotations;

namespace Pipeline.Hosting.Bus;

/// <summary>The bus, configured under <c>Bus</c>.</summary>
public sealed class BusOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Bus";

    /// <summary>What carries the messages: <c>rabbitmq</c> (default) or <c>memory</c>.</summary>
    [EnumDataType(typeof(BusTransport), ErrorMessage = "There is no such transport.")]
    public BusTransport Transport { get; set; } = BusTransport.RabbitMq;

    /// <summary>How long a doorbell may take to ring before it is given up; the row rings again later. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00", ConvertValueInInvariantCulture = true, ErrorMessage = "The time is out of range.")]
    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long a stopping service lets its consumers finish before it cancels them. Default 30 s. Whoever stops the
    /// service (Docker, Kubernetes) must wait some 10 s longer than this before killing it.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ConvertValueInInvariantCulture = true, ErrorMessage = "The time is out of range.")]
    public TimeSpan ConsumerStopTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How often RabbitMQ hands a message out again after a consumer died with it, before it goes to the queue's
    /// <c>_dead</c> queue. Default 20. All services must agree on it: it is an argument of the queues.
    /// </summary>
    [Range(1, 1000, ErrorMessage = "The number is out of range.")]
    public int DeliveryLimit { get; set; } = 20;

    /// <summary>How often an idle connection to RabbitMQ is checked; a broken one is noticed after two of them. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ConvertValueInInvariantCulture = true, ErrorMessage = "The time is out of range.")]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long the bus may be without its broker before the service ends with exit code 75, to be started again.
    /// Default 6 h; above 8 h nobody would be trying any more.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "08:00:00", ConvertValueInInvariantCulture = true, ErrorMessage = "The time is out of range.")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromHours(6);

    /// <summary>
    /// How long the bus may fail to work although the broker answers, before the service ends with exit code 75, to be
    /// started again. Default 2 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ConvertValueInInvariantCulture = true, ErrorMessage = "The time is out of range.")]
    public TimeSpan DeafAfter { get; set; } = TimeSpan.FromMinutes(2);
}
