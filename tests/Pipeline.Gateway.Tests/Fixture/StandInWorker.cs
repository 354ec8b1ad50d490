using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Contracts;
using Pipeline.Hosting.Bus;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Tests.Fixture;

/// <summary>Stands in for the workers: the Gateway's own part of a request ends at the bus.</summary>
public sealed class StandInWorker
{
    public AccountTested Account { get; set; } = new(true, "Logged in.", [new AccountTab("38", "Klasse 4a")]);

    public SiteTested Site { get; set; } = new(true, "It answers.");

    public ProviderTested Provider { get; set; } = new(true, "It answers.");

    /// <summary>The last preview that was asked for.</summary>
    public PreviewComment? Asked { get; private set; }

    /// <summary>Says that a worker of a stage is alive, as its heartbeat would.</summary>
    public static Task AliveAsync(IServiceProvider services, string stage) => services.GetRequiredService<WorkerHeartbeats>()
        .BeatAsync(new WorkerIdentity(stage, $"{stage}@test"), "test", CancellationToken.None);

    public sealed class DiscoveryConsumer(StandInWorker worker) : IConsumer<TestAccount>, IConsumer<TestSite>
    {
        public Task Consume(ConsumeContext<TestAccount> context) => context.RespondAsync(worker.Account);

        public Task Consume(ConsumeContext<TestSite> context) => context.RespondAsync(worker.Site);
    }

    public sealed class DiscoveryDefinition : ConsumerDefinition<DiscoveryConsumer>
    {
        public DiscoveryDefinition() => EndpointName = PipelineQueues.DiscoveryRequests;
    }

    public sealed class GenerationConsumer(StandInWorker worker) : IConsumer<TestProvider>, IConsumer<PreviewComment>
    {
        public Task Consume(ConsumeContext<TestProvider> context) => context.RespondAsync(worker.Provider);

        public Task Consume(ConsumeContext<PreviewComment> context)
        {
            worker.Asked = context.Message;
            return context.RespondAsync(new CommentPreviewed(true, "Written.", "You comment.", "Comment this.", "<p>Fine.</p>"));
        }
    }

    public sealed class GenerationDefinition : ConsumerDefinition<GenerationConsumer>
    {
        public GenerationDefinition() => EndpointName = PipelineQueues.GenerationRequests;
    }
}
