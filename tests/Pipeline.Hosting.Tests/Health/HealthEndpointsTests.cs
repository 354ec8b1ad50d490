using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Hosting.Tests.Bus;
using Pipeline.Testing;

namespace Pipeline.Hosting.Tests.Health;

[Trait("Promise", "P-READY")]
public sealed class HealthEndpointsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly (string, string)[] NoBroker = [("RabbitMq:Uri", $"amqp://user:hunter2@127.0.0.1:{FreePort.Next()}/")];

    [Fact]
    public async Task With_everything_there_it_is_live_and_ready()
    {
        await using var service = TestService.Run(null, BusSettings.Memory);

        var ready = await service.GetAsync("/health/ready", 200);
        var live = await service.GetAsync("/health/live", 200);

        Assert.Equal(("ready", "test"), (ready.GetProperty("status").GetString(), ready.GetProperty("service").GetString()));
        Assert.Equal("ok", ready.GetProperty("dependencies").GetProperty("bus").GetProperty("status").GetString());
        Assert.Equal("live", live.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Without_the_broker_it_is_live_and_says_that_the_bus_is_missing_and_why()
    {
        await using var service = TestService.Run(null, NoBroker);

        await service.GetAsync("/health/live", 200);
        var ready = await service.GetAsync("/health/ready", 503);

        Assert.Equal(["bus"], ready.GetProperty("missing").EnumerateArray().Select(name => name.GetString()));
        Assert.NotEmpty(ready.GetProperty("dependencies").GetProperty("bus").GetProperty("reason").GetString()!);
    }

    [Fact]
    [Trait("Promise", "P-SECRET")]
    public async Task Readiness_never_shows_a_password()
    {
        await using var service = TestService.Run(null, NoBroker);

        await service.GetAsync("/health/ready", 503);

        Assert.DoesNotContain("hunter2", (await service.GetAsync("/health/ready")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dependency_of_a_services_own_is_named_beside_the_bus()
    {
        await using var service = TestService.Run(
            builder => builder.Services.AddHealthChecks().AddCheck("database", () => HealthCheckResult.Unhealthy("no connection")), BusSettings.Memory);

        var ready = await service.GetAsync("/health/ready", 503);

        Assert.Equal(["database"], ready.GetProperty("missing").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("no connection", ready.GetProperty("dependencies").GetProperty("database").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_dependency_that_never_answers_is_missing_and_the_others_are_told_beside_it()
    {
        var (clock, database) = (new FakeTimeProvider(), new SilentDependency());
        await using var service = TestService.Run(builder => database.AddTo(builder.Services, clock), BusSettings.Memory);

        await service.Service<IHostApplicationLifetime>().WaitUntilStartedAsync(TestContext.Current.CancellationToken).WaitAsync(Limit, TestContext.Current.CancellationToken);
        var answer = service.GetAsync("/health/ready", 503);
        await database.Asked.WaitAsync(Limit, TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(5));
        var ready = await answer;

        Assert.Equal(["database"], ready.GetProperty("missing").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("It didn't answer within 5 s.", ready.GetProperty("dependencies").GetProperty("database").GetProperty("reason").GetString());
        Assert.Equal("ok", ready.GetProperty("dependencies").GetProperty("bus").GetProperty("status").GetString());
    }

    [Fact]
    [Trait("Promise", "P-MEMORY")]
    public async Task Memory_is_told_in_numbers_and_a_word()
    {
        await using var service = TestService.Run(null, [.. BusSettings.Memory, ("Memory:LimitBytes", "1000")]);

        var memory = await service.GetAsync("/health/memory", 200);

        Assert.True(memory.GetProperty("used").GetInt64() > 1000);
        Assert.Equal((1000, "critical"), (memory.GetProperty("limit").GetInt64(), memory.GetProperty("status").GetString()));
    }
}
