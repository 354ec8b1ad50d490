using Xunit;

namespace Pipeline.Testing.Servers;

/// <summary>
/// A virtual host that nobody else uses, deleted at the end. As a class fixture (<c>IClassFixture&lt;RabbitMqVirtualHost&gt;</c>) it is one per test class.
/// </summary>
public sealed class RabbitMqVirtualHost : IAsyncLifetime
{
    private RabbitMqServer? server;

    /// <summary>One on the shared server.</summary>
    public RabbitMqVirtualHost()
    {
    }

    private RabbitMqVirtualHost(RabbitMqServer server) => this.server = server;

    /// <summary>The virtual host's name.</summary>
    public string Name { get; } = $"test-{Guid.CreateVersion7():N}";

    /// <summary>Its AMQP address with user and password: the value of <c>RabbitMq__Uri</c>.</summary>
    public Uri Address => Server.AddressOf(Name);

    private RabbitMqServer Server => server ?? throw new InvalidOperationException("The virtual host isn't made yet: InitializeAsync comes first.");

    /// <summary>Makes one on a given server.</summary>
    public static async Task<RabbitMqVirtualHost> CreateAsync(RabbitMqServer server)
    {
        var virtualHost = new RabbitMqVirtualHost(server);
        await virtualHost.InitializeAsync();
        return virtualHost;
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        server ??= await RabbitMqServer.SharedAsync();
        await CreateAgainAsync();
    }

    /// <summary>Deletes it with its queues and messages; all its connections are cut.</summary>
    public Task DeleteAsync() => Server.Management.DeleteVirtualHostAsync(Name);

    /// <summary>Makes it anew, empty, with its permissions.</summary>
    public async Task CreateAgainAsync()
    {
        await Server.Management.CreateVirtualHostAsync(Name);
        await PermitAsync();
    }

    /// <summary>Makes it anew as an operator does who forgets the permissions: who connects is refused until <see cref="PermitAsync"/>.</summary>
    public async Task CreateAgainWithoutPermissionsAsync()
    {
        await Server.Management.CreateVirtualHostAsync(Name);
        await Server.Management.ForbidAsync(Name);
    }

    /// <summary>Gives the permissions.</summary>
    public Task PermitAsync() => Server.Management.PermitAsync(Name);

    /// <summary>The queues that are in it now, with the arguments they were declared with.</summary>
    public Task<IReadOnlyList<RabbitMqQueueDetails>> QueuesAsync() => Server.Management.QueuesAsync(Name);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await DeleteAsync();
    }
}
