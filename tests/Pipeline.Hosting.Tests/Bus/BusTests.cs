using Pipeline.Contracts;
using Pipeline.Hosting.Bus;
using Pipeline.Testing.Servers;

namespace Pipeline.Hosting.Tests.Bus;

/// <summary>What services rely on, whichever transport carries it.</summary>
public sealed class BusTests(RabbitMqVirtualHost virtualHost) : IClassFixture<RabbitMqVirtualHost>
{
    private static readonly (string, string) MassTransitTalks = ("Logging:LogLevel:MassTransit", "Information");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(BusTransport.Memory)]
    [InlineData(BusTransport.RabbitMq)]
    public async Task A_message_reaches_its_consumer_once_with_all_that_it_says(BusTransport transport)
    {
        await using var host = await PreparationHost.StartAsync(Settings(transport));
        var (first, second) = (PreparationHost.Message(), PreparationHost.Message());

        Assert.True(await host.Doorbell.TryPublishAsync(first, Cancellation));
        var received = await host.Service<Received>().NextAsync<ArticlesDiscovered>();
        Assert.True(await host.Doorbell.TryPublishAsync(second, Cancellation));

        Assert.Equal((first.ProcessId, first.RecordIds.Count), (received.ProcessId, received.RecordIds.Count));
        Assert.Equal(second.ProcessId, (await host.Service<Received>().NextAsync<ArticlesDiscovered>()).ProcessId);
    }

    [Theory]
    [InlineData(BusTransport.Memory)]
    [InlineData(BusTransport.RabbitMq)]
    public async Task A_consumer_that_stumbles_gets_the_message_again_within_seconds(BusTransport transport)
    {
        var tries = 0;
        await using var host = await PreparationHost.StartAsync(
            Settings(transport), _ => Interlocked.Increment(ref tries) < 3 ? throw new InvalidOperationException("on purpose") : Task.CompletedTask);

        Assert.True(await host.Doorbell.TryPublishAsync(PreparationHost.Message(), Cancellation));

        await host.Service<Received>().NextAsync<ArticlesDiscovered>();
        Assert.Equal(3, tries);
    }

    [Theory]
    [InlineData(BusTransport.Memory)]
    [InlineData(BusTransport.RabbitMq)]
    public async Task A_stopping_service_lets_its_consumer_finish(BusTransport transport)
    {
        var (begun, finish) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await using var host = await PreparationHost.StartAsync(Settings(transport), async _ =>
        {
            begun.TrySetResult();
            await finish.Task;
        });
        Assert.True(await host.Doorbell.TryPublishAsync(PreparationHost.Message(), Cancellation));
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);

        var stop = host.StopAsync();
        finish.SetResult();
        await stop;

        await host.Service<Received>().NextAsync<ArticlesDiscovered>();
    }

    [Theory]
    [InlineData(BusTransport.Memory)]
    [InlineData(BusTransport.RabbitMq)]
    public async Task A_second_host_in_the_process_outlives_the_first(BusTransport transport)
    {
        var first = await PreparationHost.StartAsync(Settings(transport));
        await using var second = await PreparationHost.StartAsync([.. Settings(transport), MassTransitTalks]);
        await first.DisposeAsync();

        Assert.True(await second.Doorbell.TryPublishAsync(PreparationHost.Message(), Cancellation));

        await second.Service<Received>().NextAsync<ArticlesDiscovered>();
        Assert.Contains(second.Logs.GetSnapshot(), log => log.Category == "MassTransit" && log.Message.StartsWith("Bus started", StringComparison.Ordinal));
    }

    [Fact]
    public void A_consumer_of_a_message_that_nobody_routes_is_refused()
    {
        var refusal = Assert.Throws<InvalidOperationException>(() =>
            TestHost.Build(builder => builder.Services.AddPipelineConsumer<StrayConsumer, StrayConsumerDefinition>(), BusSettings.Memory));

        Assert.Contains(nameof(Stray), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_consumer_added_after_the_bus_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => TestHost.Build(builder =>
        {
            builder.AddPipelineBus();
            builder.Services.AddPipelineConsumer<PreparationConsumer, PreparationConsumerDefinition>();
        }, BusSettings.Memory));

    private (string Key, string Value)[] Settings(BusTransport transport) =>
        transport == BusTransport.Memory ? BusSettings.Memory : BusSettings.Over(virtualHost);
}
