using Npgsql;
using Pipeline.Testing.Servers;

namespace Pipeline.Bench.Servers;

/// <summary>A PostgreSQL and a RabbitMQ of this run's own; every installation gets a database and a virtual host on them.</summary>
internal sealed class BenchServers : IAsyncDisposable
{
    private readonly PrivatePostgres _postgres;
    private readonly PrivateRabbitMq _rabbitMq;

    private BenchServers(PrivatePostgres postgres, PrivateRabbitMq rabbitMq, string postgresVersion, string rabbitMqVersion) =>
        (_postgres, _rabbitMq, PostgresVersion, RabbitMqVersion) = (postgres, rabbitMq, postgresVersion, rabbitMqVersion);

    public PostgresServer Postgres => _postgres.Server;

    public RabbitMqServer RabbitMq => _rabbitMq.Server;

    public string PostgresVersion { get; }

    public string RabbitMqVersion { get; }

    /// <summary>Starts both; returns when they answer.</summary>
    public static async Task<BenchServers> StartAsync(CancellationToken cancellation)
    {
        var (postgres, rabbitMq) = (PrivatePostgres.StartNewAsync(cancellation), PrivateRabbitMq.StartNewAsync(cancellation));
        try
        {
            await Task.WhenAll(postgres, rabbitMq);
            await using var connection = new NpgsqlConnection((await postgres).Server.ConnectionStringOf("postgres"));
            await connection.OpenAsync(cancellation);
            return new(await postgres, await rabbitMq, connection.PostgreSqlVersion.ToString(), await (await rabbitMq).Server.Management.VersionAsync(cancellation));
        }
        catch
        {
            if (postgres.IsCompletedSuccessfully) await (await postgres).DisposeAsync();
            if (rabbitMq.IsCompletedSuccessfully) await (await rabbitMq).DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _postgres.DisposeAsync();
        await _rabbitMq.DisposeAsync();
    }
}
