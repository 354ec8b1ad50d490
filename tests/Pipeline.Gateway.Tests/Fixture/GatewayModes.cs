using Pipeline.Testing.Ledger;
using Pipeline.Testing.Servers;

namespace Pipeline.Gateway.Tests.Fixture;

/// <summary>The bus in memory, the ledger on SQLite.</summary>
public sealed class EmbeddedGateway() : GatewayFixture(new SqliteTestDatabase());

/// <summary>The bus on RabbitMQ, the ledger on PostgreSQL.</summary>
public sealed class ProductionGateway() : GatewayFixture(new PostgresTestDatabase(), new RabbitMqVirtualHost());

/// <summary>Tests that share one embedded Gateway.</summary>
[CollectionDefinition]
public sealed class Embedded : ICollectionFixture<EmbeddedGateway>;

/// <summary>Tests that share one Gateway as it runs in production.</summary>
[CollectionDefinition]
public sealed class InProduction : ICollectionFixture<ProductionGateway>;
