using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Testing;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Bus.Queues;
using Pipeline.Hosting.Tests.Bus;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.Hosting.Tests;

/// <summary>What a service does between the signal to stop and its end.</summary>
[Trait("Promise", "P-LOST")]
public sealed class StoppingTests : IAsyncLifetime
{
    private readonly RabbitMqVirtualHost _virtualHost = new();
    private readonly TaskCompletionSource _mayEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _begun = new(0);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _virtualHost.InitializeAsync();

    [Fact]
    public async Task What_is_in_hand_is_finished_and_what_was_only_fetched_goes_back()
    {
        await using var service = await WorkingAsync(messages: 7, inHand: 4);
        service.Stop();
        await service.GetAsync("/health/ready", 503);
        await TakesNothingAnyMoreAsync(service);
        _mayEnd.SetResult();

        Assert.Equal(0, await service.Exit.WaitAsync(TimeSpan.FromSeconds(60), Cancellation));
        Assert.Equal(0, _begun.CurrentCount);
        Assert.Equal(3, await DepthAsync());
    }

    [Fact]
    [Trait("Promise", "P-READY")]
    public async Task Meanwhile_it_is_alive_and_not_ready()
    {
        await using var service = await WorkingAsync(messages: 1, inHand: 1);
        await service.GetAsync("/health/ready", 200);
        service.Stop();

        var ready = await service.GetAsync("/health/ready", 503);
        Assert.Contains("work", ready.GetProperty("missing").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("It is stopping.", ready.GetProperty("dependencies").GetProperty("work").GetProperty("reason").GetString());
        await service.GetAsync("/health/live", 200);
        _mayEnd.SetResult();
    }

    [Fact]
    [Trait("Promise", "P-STUCK")]
    public async Task What_does_not_end_in_time_is_told_to_and_still_comes_to_its_own_end()
    {
        await using var service = await WorkingAsync(messages: 1, inHand: 1, stopTimeout: "00:00:01");
        service.Stop();

        Assert.Equal(0, await service.Exit.WaitAsync(TimeSpan.FromSeconds(60), Cancellation));
        Assert.True(_mayEnd.Task.IsCanceled);
    }

    [Fact]
    public void A_second_signal_ends_it_at_once_with_the_signals_code()
    {
        var (lifetime, codes) = (new Lifetime(), new List<int>());
        using var signals = new HostSignals(lifetime, codes.Add);

        signals.Heard(PosixSignal.SIGTERM);
        Assert.Equal((1, 0), (lifetime.Stops, codes.Count));
        signals.Heard(PosixSignal.SIGTERM);
        signals.Heard(PosixSignal.SIGINT);

        Assert.Equal([143, 130], codes);
    }

    public ValueTask DisposeAsync()
    {
        _begun.Dispose();
        return _virtualHost.DisposeAsync();
    }

    /// <summary>A service that has work in hand which ends when the test says so, or when it is told to.</summary>
    private async Task<TestService> WorkingAsync(int messages, int inHand, string stopTimeout = "00:00:30")
    {
        var service = TestService.Run(
            builder => PreparationHost.Add(builder, async context =>
            {
                _begun.Release();
                await using var told = context.CancellationToken.Register(() => _mayEnd.TrySetCanceled());
                await _mayEnd.Task;
            }),
            [.. BusSettings.Over(_virtualHost), ("Bus:ConsumerStopTimeout", stopTimeout), ("Logging:LogLevel:MassTransit", "Debug")]);
        await service.GetAsync("/health/ready", 200);
        for (var i = 0; i < messages; i++) Assert.True(await service.Service<Doorbell>().TryPublishAsync(PreparationHost.Message(), Cancellation));
        for (var i = 0; i < inHand; i++) Assert.True(await _begun.WaitAsync(TimeSpan.FromSeconds(60), Cancellation));
        return service;
    }

    /// <summary>Its bus comes to its consumers a moment after it has said that it stops.</summary>
    private static Task TakesNothingAnyMoreAsync(TestService service) => Eventually.TrueAsync(
        () => service.Service<FakeLogCollector>().GetSnapshot().Any(log => log.Message.StartsWith("Consumer Stopping", StringComparison.Ordinal) && log.Message.Contains(PipelineQueues.Preparation, StringComparison.Ordinal)),
        TimeSpan.FromSeconds(60), "the consumer stops", Cancellation);

    private async Task<int> DepthAsync()
    {
        await using var gateway = await TestHost.StartAsync(null, BusSettings.Over(_virtualHost));
        return (await gateway.Service<IQueueDesk>().ReadAsync(Cancellation)).Single(report => report.Queue.Name == PipelineQueues.Preparation).Depth ?? -1;
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public int Stops { get; private set; }

        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication() => Stops++;
    }
}
