using Testcontainers.RabbitMq;

namespace Pipeline.Testing.Servers;

/// <summary>A RabbitMQ server on which tests make virtual hosts of their own.</summary>
public sealed class RabbitMqServer
{
    private const string EnvironmentKey = "PIPELINE_TEST_RABBITMQ";
    private const string ManagementKey = "PIPELINE_TEST_RABBITMQ_MANAGEMENT";
    private const int ManagementPort = 15672;

    private static readonly Lazy<Task<RabbitMqServer>> Shared = new(ResolveAsync);

    private readonly Uri amqp;

    /// <param name="amqp">Of the form <c>amqp://user:password@host:port/</c>.</param>
    /// <param name="management">Of the form <c>http://user:password@host:port/</c>.</param>
    internal RabbitMqServer(Uri amqp, Uri management)
    {
        this.amqp = amqp;
        Management = new RabbitMqManagement(management);
    }

    internal RabbitMqManagement Management { get; }

    /// <summary>
    /// The server that all tests of this process share: <c>PIPELINE_TEST_RABBITMQ</c> with its management API at
    /// <c>PIPELINE_TEST_RABBITMQ_MANAGEMENT</c>, else a container if a Docker engine answers, else a private one from the installed programs.
    /// </summary>
    /// <exception cref="ServerUnavailableException">None of these is there; says what to install.</exception>
    public static Task<RabbitMqServer> SharedAsync() => Shared.Value;

    /// <summary>The AMQP address of a virtual host on this server, with user and password.</summary>
    public Uri AddressOf(string virtualHost) => new UriBuilder(amqp) { Path = Uri.EscapeDataString(virtualHost) }.Uri;

    private static async Task<RabbitMqServer> ResolveAsync()
    {
        if (Environment.GetEnvironmentVariable(EnvironmentKey) is { Length: > 0 } given)
            return new RabbitMqServer(new Uri(given), GivenManagement(new Uri(given)));
        if (DockerEngine.Answers)
            return await StartContainerAsync();

        // Never disposed here: the orphan guard ends it with this process.
        return (await PrivateRabbitMq.StartNewAsync()).Server;
    }

    private static Uri GivenManagement(Uri amqp) => Environment.GetEnvironmentVariable(ManagementKey) is { Length: > 0 } given
        ? new Uri(given)
        : new UriBuilder(amqp) { Scheme = Uri.UriSchemeHttp, Port = ManagementPort, Path = "/" }.Uri;

    private static async Task<RabbitMqServer> StartContainerAsync()
    {
        var container = new RabbitMqBuilder("rabbitmq:3.13-management").WithPortBinding(ManagementPort, assignRandomHostPort: true).Build();
        await container.StartAsync();
        var amqp = new Uri(container.GetConnectionString());
        var management = new UriBuilder(amqp) { Scheme = Uri.UriSchemeHttp, Port = container.GetMappedPublicPort(ManagementPort), Path = "/" }.Uri;
        var server = new RabbitMqServer(amqp, management);
        await Eventually.TrueAsync(() => server.Management.AnswersAsync(default), TimeSpan.FromMinutes(1), "RabbitMQ's management API answers");
        return server;
    }
}
