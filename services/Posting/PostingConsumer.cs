using MassTransit;
using Pipeline.Contracts;

namespace Pipeline.Posting;

/// <summary>Posts comments: those that go out by themselves, and those that a person approved.</summary>
public sealed class PostingConsumer(CommentPoster poster) : IConsumer<CommentsGenerated>, IConsumer<CommentsApproved>
{
    public Task Consume(ConsumeContext<CommentsGenerated> context) => PostAsync(context.Message.RecordIds, context.CancellationToken);

    public Task Consume(ConsumeContext<CommentsApproved> context) => PostAsync(context.Message.RecordIds, context.CancellationToken);

    /// <summary>One after the other: what travels together is few, and often of one account.</summary>
    private async Task PostAsync(IReadOnlyList<Guid> recordIds, CancellationToken cancellationToken)
    {
        foreach (var recordId in recordIds.Distinct()) await poster.PostAsync(recordId, cancellationToken);
    }
}
