using Npgsql;
using Pipeline.Testing;
using Pipeline.Testing.Net;
using Pipeline.Testing.Processes;
using Pipeline.Testing.Servers;

namespace Pipeline.Chaos.Installations;

/// <summary>The Gateway and two of each worker as processes, on a broker and a private PostgreSQL, each behind a proxy.</summary>
public abstract class DistributedInstallation(OutsideWorld world) : ChaosInstallation(world)
{
    private static readonly string[] Stages = ["Discovery", "Preparation", "Generation", "Posting"];

    private readonly List<SupervisedService> _services = [];
    private PostgresDatabase? _records;

    /// <inheritdoc/>
    public override IReadOnlyList<SupervisedService> Services => _services;

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
        await Task.WhenAll(MendBrokerAsync(cancellation), Database.StartAsync(cancellation));
        await base.MendAsync(cancellation);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        foreach (var part in new IAsyncDisposable?[] { BrokerProxy, DatabaseProxy, Database })
            if (part is not null) await part.DisposeAsync();
    }

    /// <summary>Starts the broker; returns user and password, and what stands in front of it.</summary>
    protected abstract Task<(string UserInfo, TcpProxy Proxy)> StartBrokerAsync(CancellationToken cancellation);

    /// <summary>The broker works again, all of it.</summary>
    protected abstract Task MendBrokerAsync(CancellationToken cancellation);

    /// <inheritdoc/>
    protected override async Task StartAsync(CancellationToken cancellation)
    {
        var (broker, database) = (StartBrokerAsync(cancellation), PrivatePostgres.StartNewAsync(cancellation));
        Database = await database;
        (var userInfo, BrokerProxy) = await broker;
        _records = await PostgresDatabase.CreateAsync(Database.Server);
        var direct = new NpgsqlConnectionStringBuilder(_records.ConnectionString);
        DatabaseProxy = TcpProxy.To(direct.Port);
        var settings = Settings(direct, userInfo);
        await MigrateAsync(settings, cancellation);
        _services.Add(SupervisedService.Start("Gateway", "services/Gateway", settings, FreePort.Next()));
        foreach (var number in new[] { 1, 2 })
            foreach (var stage in Stages) _services.Add(SupervisedService.Start($"{stage} {number}", $"services/{stage}", settings, FreePort.Next()));
        await Task.WhenAll(_services.Select(service => service.ReadyAsync(StartLimit, cancellation)));
    }

    private Dictionary<string, string?> Settings(NpgsqlConnectionStringBuilder direct, string userInfo) => new(Settings())
    {
        ["Database__Provider"] = "postgres",
        ["ConnectionStrings__Pipeline"] = new NpgsqlConnectionStringBuilder(direct.ConnectionString) { Port = DatabaseProxy.Port }.ConnectionString,
        ["Bus__Transport"] = "rabbitmq",
        ["RabbitMq__Uri"] = $"amqp://{userInfo}@127.0.0.1:{BrokerProxy.Port}/%2F",
    };

    private static async Task MigrateAsync(Dictionary<string, string?> settings, CancellationToken cancellation)
    {
        await using var migration = ServiceProcess.Start("services/Gateway", settings, ["migrate"]);
        var exit = await migration.ExitedAsync(cancellation);
        if (exit != 0) throw new InvalidOperationException($"The migration ended with {exit}.{Environment.NewLine}{migration.Output}");
    }
}
