using Pipeline.Testing.Ledger;
using Pipeline.Testing.Servers;

namespace Pipeline.Gateway.Tests.Monitoring;

/// <summary>One of the two ways to run: a bus for a class of tests, a database for each of them.</summary>
public abstract class MonitoringMode : IAsyncLifetime
{
    /// <summary>The bus as it is configured.</summary>
    internal abstract (string Key, string Value)[] Bus { get; }

    /// <summary>A new database, not initialised yet.</summary>
    internal abstract TestDatabase NewDatabase();

    public abstract ValueTask InitializeAsync();

    public abstract ValueTask DisposeAsync();
}

/// <summary>In memory, on SQLite.</summary>
public sealed class EmbeddedMode : MonitoringMode
{
    internal override (string Key, string Value)[] Bus => [("Bus:Transport", "memory")];

    public override ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal override TestDatabase NewDatabase() => new SqliteTestDatabase();
}

/// <summary>RabbitMQ and PostgreSQL.</summary>
public sealed class ProductionMode : MonitoringMode
{
    private readonly RabbitMqVirtualHost _virtualHost = new();

    internal override (string Key, string Value)[] Bus => [("Bus:Transport", "rabbitmq"), ("RabbitMq:Uri", _virtualHost.Address.OriginalString)];

    /// <summary>The broker forgets everything and lets nobody in.</summary>
    public Task LoseBrokerAsync() => _virtualHost.DeleteAsync();

    public Task GetBrokerBackAsync() => _virtualHost.CreateAgainAsync();

    public override ValueTask InitializeAsync() => _virtualHost.InitializeAsync();

    public override ValueTask DisposeAsync() => _virtualHost.DisposeAsync();

    internal override TestDatabase NewDatabase() => new PostgresTestDatabase();
}
