using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Pipeline.Gateway.Tests.Fixture;
using Pipeline.Persistence.Ledger;
using Pipeline.Testing.Ledger;

namespace Pipeline.Gateway.Tests.Health;

/// <summary>What the start says of the connections to the database.</summary>
public sealed class PoolTests : IAsyncLifetime
{
    private readonly PostgresTestDatabase _database = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    [Fact]
    [Trait("Promise", "P-POOL")]
    public async Task It_states_the_pool_and_warns_of_nothing_where_there_is_room()
    {
        var logs = await StartAsync();
        Assert.Contains(logs, log => log.Message == "Database pool: 5 to 40 connections, 30 s to wait for one, replaced after 3600 s");
        Assert.DoesNotContain(logs, log => log.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task It_warns_when_all_that_are_alive_can_together_exceed_what_the_server_allows()
    {
        await using var services = _database.Services();
        for (var i = 0; i < 200; i++) await services.GetRequiredService<WorkerHeartbeats>().BeatAsync(new("posting", $"posting@{i}"), "test", Cancellation);
        var warning = Assert.Single(await StartAsync(), log => log.Level >= LogLevel.Warning);
        Assert.StartsWith("This service and the 200 that run already may ask for 2040 connections together", warning.Message, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task<IReadOnlyList<FakeLogRecord>> StartAsync()
    {
        await using var app = GatewayHost.Build(_database, builder => builder.Services.LetTheTestMove());
        await app.StartAsync(Cancellation);
        await app.StopAsync(Cancellation);
        return [.. app.Services.GetRequiredService<FakeLogCollector>().GetSnapshot().Where(log => log.Category!.EndsWith("DatabaseStart", StringComparison.Ordinal))];
    }
}
