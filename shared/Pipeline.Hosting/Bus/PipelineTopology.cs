using Pipeline.Contracts;

namespace Pipeline.Hosting.Bus;

/// <summary>
/// Which message goes to which queue. Every service declares all of it, so that nobody publishes to an exchange that
/// nothing is bound to: such a message would be lost without an error.
/// </summary>
public static class PipelineTopology
{
    /// <summary>All queues.</summary>
    public static IReadOnlyList<QueueDefinition> Queues { get; } =
    [
        new(PipelineQueues.Discovery, QueueKind.Stage, [typeof(DiscoverArticles)]),
        new(PipelineQueues.DiscoveryRequests, QueueKind.Requests, [typeof(TestAccount), typeof(TestSite)]),
        new(PipelineQueues.Preparation, QueueKind.Stage, [typeof(ArticlesDiscovered)]),
        new(PipelineQueues.Generation, QueueKind.Stage, [typeof(ArticlesPrepared)]),
        new(PipelineQueues.GenerationRequests, QueueKind.Requests, [typeof(TestProvider), typeof(PreviewComment)]),
        new(PipelineQueues.Posting, QueueKind.Stage, [typeof(CommentsGenerated), typeof(CommentsApproved)]),
        new(PipelineQueues.Monitoring, QueueKind.Saga,
        [
            typeof(StartMonitoring), typeof(StopMonitoring), typeof(PauseMonitoring), typeof(ResumeMonitoring),
            typeof(DiscoveryDue), typeof(DiscoveryCompleted), typeof(DiscoveryFailed), typeof(DeadlineReached),
        ]),
    ];

    /// <summary>Messages that tell whoever cares to listen, and have no queue of their own: lost if nobody does, on purpose.</summary>
    public static IReadOnlyList<Type> Announcements { get; } = [typeof(CommentPosted), typeof(RecordFailed)];

    private static readonly Dictionary<Type, QueueDefinition> ByMessage =
        Queues.SelectMany(queue => queue.Messages.Select(message => (message, queue))).ToDictionary(pair => pair.message, pair => pair.queue);

    private static readonly Dictionary<string, QueueDefinition> ByName = Queues.ToDictionary(queue => queue.Name, StringComparer.Ordinal);

    /// <summary>The queue that a type of message is delivered to; null if it has none.</summary>
    public static QueueDefinition? QueueOf(Type message) => ByMessage.GetValueOrDefault(message);

    /// <summary>The queue of this name; null if there is none.</summary>
    public static QueueDefinition? QueueNamed(string name) => ByName.GetValueOrDefault(name);
}
