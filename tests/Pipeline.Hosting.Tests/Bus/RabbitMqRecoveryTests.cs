using MassTransit;
using Pipeline.Contracts;
using Pipeline.Hosting.Bus;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.Hosting.Tests.Bus;

/// <summary>The virtual host goes away while services run, and comes back empty.</summary>
public sealed class RabbitMqRecoveryTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly RabbitMqVirtualHost _virtualHost = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _virtualHost.InitializeAsync();

    public ValueTask DisposeAsync() => _virtualHost.DisposeAsync();

    [Fact]
    [Trait("Promise", "P-LOST")]
    public async Task A_service_without_consumers_declares_every_queue_again()
    {
        await using var gateway = await TestHost.StartAsync(null, BusSettings.Over(_virtualHost));

        await _virtualHost.DeleteAsync();
        await _virtualHost.CreateAgainAsync();

        await Eventually.TrueAsync(HasEveryQueueAsync, Patience, "every queue is there again", Cancellation);
    }

    [Fact]
    [Trait("Promise", "P-LOST")]
    public async Task A_worker_consumes_again_also_if_the_permissions_came_late()
    {
        await using var worker = await PreparationHost.StartAsync(BusSettings.Over(_virtualHost));

        await _virtualHost.DeleteAsync();
        await _virtualHost.CreateAgainWithoutPermissionsAsync();
        await Eventually.TrueAsync(() => IsUnhealthy(worker), Patience, "the worker notices", Cancellation);
        await _virtualHost.PermitAsync();
        await Eventually.TrueAsync(() => RingAsync(worker), Patience, "the broker takes a message", Cancellation);

        await worker.Service<Received>().NextAsync<ArticlesDiscovered>();
    }

    [Fact]
    [Trait("Promise", "P-LOST")]
    public async Task Workers_that_start_together_on_an_empty_broker_all_consume()
    {
        var workers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PreparationHost.StartAsync(BusSettings.Over(_virtualHost))));
        foreach (var worker in workers) Assert.Equal(BusHealthStatus.Healthy, worker.Service<IBusControl>().CheckHealth().Status);

        Assert.True(await RingAsync(workers[0]));
        var heard = await Task.WhenAny(workers.Select(worker => worker.Service<Received>().NextAsync<ArticlesDiscovered>()));
        await heard;
        foreach (var worker in workers) await worker.DisposeAsync();
    }

    private async Task<bool> HasEveryQueueAsync()
    {
        var names = (await _virtualHost.QueuesAsync()).Select(queue => queue.Name).ToHashSet();
        return PipelineTopology.Queues.All(queue => names.Contains(queue.Name));
    }

    private static bool IsUnhealthy(TestHost host) => host.Service<IBusControl>().CheckHealth().Status == BusHealthStatus.Unhealthy;

    private static Task<bool> RingAsync(TestHost host) => host.Doorbell.TryPublishAsync(PreparationHost.Message(), Cancellation);
}
