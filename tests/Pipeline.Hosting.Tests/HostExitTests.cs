using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Database;
using Pipeline.Hosting.Tests.Bus;
using Pipeline.Testing;
using Pipeline.Testing.Servers;
using RabbitMQ.Client;

namespace Pipeline.Hosting.Tests;

/// <summary>How a service ends.</summary>
public sealed class HostExitTests(RabbitMqVirtualHost virtualHost) : IClassFixture<RabbitMqVirtualHost>
{
    private static readonly (string, string) NoBroker = ("RabbitMq:Uri", $"amqp://user:hunter2@127.0.0.1:{FreePort.Next()}/");

    [Fact]
    public async Task A_stop_before_the_broker_was_ever_there_is_no_failure()
    {
        await using var service = TestService.Run(null, NoBroker);
        await service.GetAsync("/health/live", 200);

        service.Stop();

        Assert.Equal(0, await CodeAsync(service));
    }

    [Fact]
    public async Task A_bad_configuration_has_a_code_of_its_own()
    {
        await using var service = TestService.Run(null, ("Bus:Transport", "kafka"));

        Assert.Equal(HostExit.BadConfiguration, await CodeAsync(service));
    }

    [Fact]
    public async Task A_login_that_RabbitMQ_refuses_is_a_bad_configuration()
    {
        var wrong = new UriBuilder(virtualHost.Address) { Password = "wrong" }.Uri.OriginalString;
        await using var service = TestService.Run(null, ("RabbitMq:Uri", wrong));

        Assert.Equal(HostExit.BadConfiguration, await CodeAsync(service));
    }

    [Fact]
    [Trait("Promise", "P-STUCK")]
    public async Task A_broker_that_is_away_for_too_long_ends_the_service_with_a_code_of_its_own()
    {
        await using var service = TestService.Run(null, NoBroker, ("Bus:GiveUpAfter", "00:00:01"));

        Assert.Equal(HostExit.BrokerLost, await CodeAsync(service));
    }

    [Fact]
    [Trait("Promise", "P-STUCK")]
    public async Task A_bus_that_does_not_work_although_the_broker_answers_ends_the_service_too()
    {
        await using (var connection = await new ConnectionFactory { Uri = virtualHost.Address }.CreateConnectionAsync(TestContext.Current.CancellationToken))
        await using (var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            // Another kind of exchange than the endpoint wants: it tries for ever.
            await channel.ExchangeDeclareAsync(PipelineQueues.Preparation, ExchangeType.Direct, cancellationToken: TestContext.Current.CancellationToken);
        }

        await using var service = TestService.Run(
            builder => PreparationHost.Add(builder, _ => Task.CompletedTask), [.. BusSettings.Over(virtualHost), ("Bus:DeafAfter", "00:00:01")]);

        Assert.Equal(HostExit.BrokerLost, await CodeAsync(service));
    }

    [Fact]
    public async Task A_database_that_is_not_there_at_the_start_has_a_code_of_its_own()
    {
        await using var service = TestService.Run(
            builder => builder.AddPipelineDatabase("posting"),
            [.. BusSettings.Memory, ("Database:Provider", "postgres"), ("ConnectionStrings:Pipeline", $"Host=127.0.0.1;Port={FreePort.Next()};Username=u;Password=hunter2;Database=d")]);

        Assert.Equal(HostExit.DatabaseUnavailable, await CodeAsync(service));
    }

    [Fact]
    [Trait("Promise", "P-STUCK")]
    public async Task A_stop_that_hangs_ends_the_process_without_the_rest()
    {
        var clock = new FakeTimeProvider();
        await using var service = TestService.Run(
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(clock);
                builder.Services.AddHostedService<Stubborn>();
            },
            BusSettings.Memory);
        await service.GetAsync("/health/ready", 200);
        service.Stop();

        await Eventually.TrueAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(10));
                return service.Ended.IsCompleted;
            },
            TimeSpan.FromSeconds(60), "it ends the process", TestContext.Current.CancellationToken);
        Assert.Equal(0, await service.Ended);
    }

    private static Task<int> CodeAsync(TestService service) =>
        service.Exit.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

    /// <summary>Something of somebody else's that doesn't stop.</summary>
    private sealed class Stubborn : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => new TaskCompletionSource().Task;
    }
}
