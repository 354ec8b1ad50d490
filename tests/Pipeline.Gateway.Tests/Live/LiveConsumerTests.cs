using Pipeline.Contracts;
using Pipeline.Gateway.Live;
using Pipeline.Hosting.Bus;
using Pipeline.Testing;
using Pipeline.Testing.Ledger;
using Pipeline.Testing.Servers;

namespace Pipeline.Gateway.Tests.Live;

public sealed class LiveConsumerTests(SqliteTestDatabase database, RabbitMqVirtualHost virtualHost) :
    IClassFixture<SqliteTestDatabase>, IClassFixture<RabbitMqVirtualHost>
{
    private static readonly (string, string)[] Memory = [("Bus:Transport", "memory")];

    private (string, string)[] RabbitMq => [("Bus:Transport", "rabbitmq"), ("RabbitMq:Uri", virtualHost.Address.OriginalString)];

    public static TheoryData<Type> Events => new(typeof(LiveConsumer).GetInterfaces().Where(face => face.IsGenericType).Select(face => face.GenericTypeArguments[0]));

    [Theory]
    [MemberData(nameof(Events))]
    public async Task Every_event_rings_for_the_owner_of_its_process(Type type)
    {
        await using var host = await LiveHost.StartAsync(database, Memory);
        var process = await host.Services.ProcessAsync();
        var rung = host.NextRingAsync(process.OwnerId);

        await host.Doorbell.TryPublishAsync(MessageOf(type, process.ProcessId), TestContext.Current.CancellationToken);

        Assert.Equal(process.ProcessId, await rung);
    }

    [Fact]
    public async Task Every_replica_hears_of_it_and_leaves_no_queue_behind()
    {
        await using var first = await LiveHost.StartAsync(database, RabbitMq);
        var second = await LiveHost.StartAsync(database, RabbitMq);
        var process = await first.Services.ProcessAsync();
        var (here, there) = (first.NextRingAsync(process.OwnerId), second.NextRingAsync(process.OwnerId));

        await first.Doorbell.TryPublishAsync(new ArticlesPrepared(process.ProcessId, [Guid.NewGuid()]), TestContext.Current.CancellationToken);
        await Task.WhenAll(here, there);
        await second.DisposeAsync();

        await Eventually.TrueAsync(async () => await LiveQueuesAsync() == 1, TimeSpan.FromSeconds(30), "one queue is left", TestContext.Current.CancellationToken);
    }

    private async Task<int> LiveQueuesAsync() => (await virtualHost.QueuesAsync()).Count(queue => queue.Name.StartsWith("live", StringComparison.Ordinal));

    /// <summary>A message of the type: the process's id first, then whatever else it wants.</summary>
    private static object MessageOf(Type type, Guid processId) => Activator.CreateInstance(type, [.. type.GetConstructors()[0].GetParameters().Select(parameter => Value(parameter, processId))])!;

    private static object Value(System.Reflection.ParameterInfo parameter, Guid processId) => parameter switch
    {
        { Name: "ProcessId" } => processId,
        { ParameterType: var type } when type == typeof(Guid) => Guid.NewGuid(),
        { ParameterType: var type } when type == typeof(string) => "a text",
        { ParameterType: var type } when type == typeof(IReadOnlyList<Guid>) => new[] { Guid.NewGuid() },
        { ParameterType: var type } => Activator.CreateInstance(type)!,
    };
}
