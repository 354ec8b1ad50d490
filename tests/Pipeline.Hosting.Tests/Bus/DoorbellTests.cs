using MassTransit;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.Hosting.Tests.Bus;

public sealed class DoorbellTests(RabbitMqVirtualHost virtualHost) : IClassFixture<RabbitMqVirtualHost>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_the_broker_it_gives_up_and_says_so()
    {
        await using var host = await TestHost.StartAsync(null, [.. BusSettings.Over(virtualHost), ("Bus:PublishTimeout", "00:00:00.5")]);
        await virtualHost.DeleteAsync();
        await Eventually.TrueAsync(
            () => host.Service<IBusControl>().CheckHealth().Status == BusHealthStatus.Unhealthy, Patience, "the bus notices", Cancellation);

        Assert.False(await host.Doorbell.TryPublishAsync(PreparationHost.Message(), Cancellation));
        Assert.Contains(host.Logs.GetSnapshot(), log => log.Level == LogLevel.Warning && log.Message.Contains(nameof(ArticlesDiscovered)));
        await virtualHost.CreateAgainAsync();
    }

    [Fact]
    public async Task An_announcement_that_nobody_hears_counts_as_rung()
    {
        await using var host = await TestHost.StartAsync(null, BusSettings.Over(virtualHost));

        Assert.True(await host.Doorbell.TryPublishAsync(new CommentPosted(Guid.CreateVersion7(), Guid.CreateVersion7(), "1"), Cancellation));
    }

    [Fact]
    public async Task A_caller_that_cancels_is_told_so()
    {
        await using var host = await TestHost.StartAsync(null, BusSettings.Memory);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Doorbell.TryPublishAsync(PreparationHost.Message(), new CancellationToken(true)));
    }
}
