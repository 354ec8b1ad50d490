using MassTransit;
using Pipeline.Contracts;

namespace Pipeline.Posting;

/// <summary>Posts comments: those that go out by themselves, and those that a person approved.</summary>
public sealed class PostingConsumer(CommentPoster poster) : IConsumer<CommentsGenerated>, IConsumer<CommentsApproved>
{
    public Task Consume(ConsumeContext<CommentsGenerated> context) => poster.PostAsync(context.Message.RecordIds, context.CancellationToken);

    public Task Consume(ConsumeContext<CommentsApproved> context) => poster.PostAsync(context.Message.RecordIds, context.CancellationToken);
}
