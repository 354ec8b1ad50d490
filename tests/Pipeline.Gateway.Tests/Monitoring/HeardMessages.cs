using System.Threading.Channels;
using MassTransit;
using Pipeline.Contracts;
using Pipeline.Hosting.Bus;

namespace Pipeline.Gateway.Tests.Monitoring;

/// <summary>What the stages heard, in order.</summary>
internal sealed class HeardMessages
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Channel<object> _messages = Channel.CreateUnbounded<object>();

    public void Add(object message) => _messages.Writer.TryWrite(message);

    public async Task<T> NextAsync<T>() =>
        Assert.IsType<T>(await NextAsync());

    /// <summary>Waits until so many were heard: what is on its way when a test ends is heard in the next one.</summary>
    public async Task HearOutAsync(int count)
    {
        for (var i = 0; i < count; i++) await NextAsync();
    }

    private Task<object> NextAsync() => _messages.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience);
}

internal sealed class PreparationEar(HeardMessages heard) : Ear(heard), IConsumer<ArticlesDiscovered>
{
    public Task Consume(ConsumeContext<ArticlesDiscovered> context) => Hear(context.Message);
}

internal sealed class GenerationEar(HeardMessages heard) : Ear(heard), IConsumer<ArticlesPrepared>
{
    public Task Consume(ConsumeContext<ArticlesPrepared> context) => Hear(context.Message);
}

internal sealed class PostingEar(HeardMessages heard) : Ear(heard), IConsumer<CommentsGenerated>, IConsumer<CommentsApproved>
{
    public Task Consume(ConsumeContext<CommentsGenerated> context) => Hear(context.Message);

    public Task Consume(ConsumeContext<CommentsApproved> context) => Hear(context.Message);
}

/// <summary>A stage that only listens.</summary>
internal abstract class Ear(HeardMessages heard)
{
    protected Task Hear(object message)
    {
        heard.Add(message);
        return Task.CompletedTask;
    }
}

internal sealed class PreparationEarDefinition : ConsumerDefinition<PreparationEar>
{
    public PreparationEarDefinition() => Endpoint(endpoint => endpoint.Name = PipelineQueues.Preparation);
}

internal sealed class GenerationEarDefinition : ConsumerDefinition<GenerationEar>
{
    public GenerationEarDefinition() => Endpoint(endpoint => endpoint.Name = PipelineQueues.Generation);
}

internal sealed class PostingEarDefinition : ConsumerDefinition<PostingEar>
{
    public PostingEarDefinition() => Endpoint(endpoint => endpoint.Name = PipelineQueues.Posting);
}
