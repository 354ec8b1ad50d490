using MassTransit;
using Microsoft.EntityFrameworkCore;
using Pipeline.Contracts;
using Pipeline.Domain.Providers;
using Pipeline.Generation.Comments;
using Pipeline.Generation.Llm;
using Pipeline.Generation.Prompts;
using Pipeline.Hosting.Bus;
using Pipeline.Persistence;

namespace Pipeline.Generation.Trials;

/// <summary>Tries a prompt template out for a person: what a model is told, and what it writes. Nothing is kept.</summary>
public sealed class PreviewCommentConsumer(
    IDbContextFactory<PipelineDbContext> contexts, PromptRenderer renderer, CommentGenerator comments, ProviderKeys keys, LlmTurn turns) : IConsumer<PreviewComment>
{
    public async Task Consume(ConsumeContext<PreviewComment> context) =>
        await context.RespondAsync(await PreviewAsync(context.Message, context.CancellationToken));

    private async Task<CommentPreviewed> PreviewAsync(PreviewComment asked, CancellationToken cancellationToken)
    {
        if (await PreviewWork.LoadAsync(contexts, asked, cancellationToken) is not { } work)
            return new(false, "The prompt template, the provider or the record's text is gone, or not there yet.", null, null, null);
        try
        {
            var prompt = renderer.Render(work.Prompt, work.Article);
            var filled = new CommentPreviewed(true, "The prompts are filled; no provider was named to write with.", prompt.System, prompt.User, null);
            return work.Provider is { } provider ? await WriteAsync(filled, work, provider, cancellationToken) : filled;
        }
        catch (WriterException unusable)
        {
            return new(false, unusable.Message, null, null, null);
        }
    }

    private async Task<CommentPreviewed> WriteAsync(CommentPreviewed filled, PreviewWork work, LlmProvider provider, CancellationToken cancellationToken)
    {
        try
        {
            await using var turn = await turns.TakeAsync(provider, Guid.CreateVersion7(), cancellationToken);
            if (turn is null) return filled with { Ok = false, Message = LlmTurn.AllTaken };
            var comment = await comments.GenerateAsync(new(keys.Open(provider), work.Prompt, work.Article, "preview"), cancellationToken);
            return filled with { Message = $"Written by {comment.Written.Model}; nothing was kept.", CommentText = comment.Html };
        }
        catch (WriterException failed)
        {
            return filled with { Ok = false, Message = failed.Message };
        }
    }
}

public sealed class PreviewCommentConsumerDefinition : ConsumerDefinition<PreviewCommentConsumer>
{
    public PreviewCommentConsumerDefinition() => EndpointName = PipelineQueues.GenerationRequests;
}
