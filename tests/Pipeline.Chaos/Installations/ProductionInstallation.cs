using Npgsql;
using Pipeline.Testing;
using Pipeline.Testing.Net;
using Pipeline.Testing.Processes;
using Pipeline.Testing.Servers;

namespace Pipeline.Chaos.Installations;

/// <summary>The Gateway and two of each worker, on a private RabbitMQ and a private PostgreSQL, each behind a proxy.</summary>
public sealed class ProductionInstallation(OutsideWorld world) : ChaosInstallation(world)
{
    private static readonly string[] Stages = ["Discovery", "Preparation", "Generation", "Posting"];

    private readonly List<SupervisedService> _services = [];
    private PostgresDatabase? _records;

    /// <inheritdoc/>
    public override IReadOnlyList<SupervisedService> Services => _services;

    /// <summary>The broker.</summary>
    public PrivateRabbitMq Broker { get; private set; } = null!;

    /// <summary>The database server.</summary>
    public PrivatePostgres Database { get; private set; } = null!;

    /// <summary>What stands between the services and the broker.</summary>
    public TcpProxy BrokerProxy { get; private set; } = null!;

    /// <summary>What stands between the services and the database.</summary>
    public TcpProxy DatabaseProxy { get; private set; } = null!;

    /// <summary>The database past the proxy, without a pool: for faults that strike from inside.</summary>
    public string DirectConnection => new NpgsqlConnectionStringBuilder(_records!.ConnectionString) { Pooling = false }.ConnectionString;

    /// <inheritdoc/>
    protected override Uri GatewayAddress => _services[0].Address;

    /// <inheritdoc/>
    public override async Task MendAsync(CancellationToken cancellation)
    {
        BrokerProxy.Mend();
        DatabaseProxy.Mend();
        await Task.WhenAll(Broker.StartAsync(cancellation), Database.StartAsync(cancellation));
        await base.MendAsync(cancellation);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var part in new IAsyncDisposable?[] { BrokerProxy, DatabaseProxy, Broker, Database })
            if (part is not null) await part.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override async Task StartAsync(CancellationToken cancellation)
    {
        var (broker, database) = (PrivateRabbitMq.StartNewAsync(cancellation), PrivatePostgres.StartNewAsync(cancellation));
        (Broker, Database) = (await broker, await database);
        _records = await PostgresDatabase.CreateAsync(Database.Server);
        var direct = new NpgsqlConnectionStringBuilder(_records.ConnectionString);
        (BrokerProxy, DatabaseProxy) = (TcpProxy.To(Broker.Server.AddressOf("/").Port), TcpProxy.To(direct.Port));
        var settings = Settings(direct);
        await MigrateAsync(settings, cancellation);
        _services.Add(SupervisedService.Start("Gateway", "services/Gateway", settings, FreePort.Next()));
        foreach (var number in new[] { 1, 2 })
            foreach (var stage in Stages) _services.Add(SupervisedService.Start($"{stage} {number}", $"services/{stage}", settings, FreePort.Next()));
        await Task.WhenAll(_services.Select(service => service.ReadyAsync(StartLimit, cancellation)));
    }

    private Dictionary<string, string?> Settings(NpgsqlConnectionStringBuilder direct) => new(Settings())
    {
        ["Database__Provider"] = "postgres",
        ["ConnectionStrings__Pipeline"] = new NpgsqlConnectionStringBuilder(direct.ConnectionString) { Port = DatabaseProxy.Port }.ConnectionString,
        ["Bus__Transport"] = "rabbitmq",
        ["RabbitMq__Uri"] = new UriBuilder(Broker.Server.AddressOf("/")) { Port = BrokerProxy.Port }.Uri.AbsoluteUri,
    };

    private static async Task MigrateAsync(Dictionary<string, string?> settings, CancellationToken cancellation)
    {
        await using var migration = ServiceProcess.Start("services/Gateway", settings, ["migrate"]);
        var exit = await migration.ExitedAsync(cancellation);
        if (exit != 0) throw new InvalidOperationException($"The migration ended with {exit}.{Environment.NewLine}{migration.Output}");
    }
}
