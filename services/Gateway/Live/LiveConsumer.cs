using MassTransit;
using Pipeline.Contracts;

namespace Pipeline.Gateway.Live;

/// <summary>Rings the pages of this replica for everything that happens on the bus.</summary>
public sealed class LiveConsumer(LiveFeed feed, ProcessOwners owners) :
    IConsumer<StartMonitoring>, IConsumer<StopMonitoring>, IConsumer<PauseMonitoring>, IConsumer<ResumeMonitoring>, IConsumer<DeadlineReached>,
    IConsumer<DiscoverArticles>, IConsumer<DiscoveryCompleted>, IConsumer<DiscoveryFailed>,
    IConsumer<ArticlesDiscovered>, IConsumer<ArticlesPrepared>, IConsumer<CommentsGenerated>, IConsumer<CommentsApproved>,
    IConsumer<CommentPosted>, IConsumer<RecordFailed>
{
    public Task Consume(ConsumeContext<StartMonitoring> context) => RingAsync(context.Message.ProcessId, context);

    public Task Consume(ConsumeContext<StopMonitoring> context) => RingAsync(context.Message.ProcessId, context);

    public Task Consume(ConsumeContext<PauseMonitoring> context) => RingAsync(context.Message.ProcessId, context);

    public Task Consume(ConsumeContext<ResumeMonitoring> context) => RingAsync(context.Message.ProcessId, context);

    public Task Consume(ConsumeContext<DeadlineReached> context) => RingAsync(context.Message.ProcessId, context);

    public Task Consume(ConsumeContext<DiscoverArticles> context) => RingAsync(context.Message.ProcessId, context);

    public Task Consume(ConsumeContext<DiscoveryCompleted> context) => RingAsync(context.Message.ProcessId, context);

    public Task Consume(ConsumeContext<DiscoveryFailed> context) => RingAsync(context.Message.ProcessId, context);

    public Task Consume(ConsumeContext<ArticlesDiscovered> context) => RingAsync(context.Message.ProcessId, context);

    public Task Consume(ConsumeContext<ArticlesPrepared> context) => RingAsync(context.Message.ProcessId, context);

    public Task Consume(ConsumeContext<CommentsGenerated> context) => RingAsync(context.Message.ProcessId, context);

    public Task Consume(ConsumeContext<CommentsApproved> context) => RingAsync(context.Message.ProcessId, context);

    public Task Consume(ConsumeContext<CommentPosted> context) => RingAsync(context.Message.ProcessId, context);

    public Task Consume(ConsumeContext<RecordFailed> context) => RingAsync(context.Message.ProcessId, context);

    private async Task RingAsync(Guid processId, ConsumeContext context)
    {
        if (!feed.IsWatched) return;
        if (await owners.OfAsync(processId, context.CancellationToken) is { } owner) feed.Ring(owner, processId);
    }
}
