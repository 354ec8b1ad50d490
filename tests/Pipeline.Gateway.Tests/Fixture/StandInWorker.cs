using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Contracts;
using Pipeline.Hosting.Bus;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Tests.Fixture;

/// <summary>Stands in for a Discovery worker: the Gateway's own part of a request ends at the bus.</summary>
public sealed class StandInWorker
{
    public AccountTested Account { get; set; } = new(true, "Logged in.", [new AccountTab("38", "Klasse 4a")]);

    public SiteTested Site { get; set; } = new(true, "It answers.");

    /// <summary>Says that a worker of a stage is alive, as its heartbeat would.</summary>
    public static Task AliveAsync(IServiceProvider services, string stage) => services.GetRequiredService<WorkerHeartbeats>()
        .BeatAsync(new WorkerIdentity(stage, $"{stage}@test"), "test", CancellationToken.None);

    public sealed class Consumer(StandInWorker worker) : IConsumer<TestAccount>, IConsumer<TestSite>
    {
        public Task Consume(ConsumeContext<TestAccount> context) => context.RespondAsync(worker.Account);

        public Task Consume(ConsumeContext<TestSite> context) => context.RespondAsync(worker.Site);
    }

    public sealed class Definition : ConsumerDefinition<Consumer>
    {
        public Definition() => EndpointName = PipelineQueues.DiscoveryRequests;
    }
}
