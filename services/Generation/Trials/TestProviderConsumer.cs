using System.Globalization;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Pipeline.Contracts;
using Pipeline.Domain.Providers;
using Pipeline.Generation.Llm;
using Pipeline.Generation.Prompts;
using Pipeline.Hosting.Bus;
using Pipeline.Persistence;

namespace Pipeline.Generation.Trials;

/// <summary>Tries a provider out for a person: whether its model writes something.</summary>
public sealed class TestProviderConsumer(
    IDbContextFactory<PipelineDbContext> contexts, WriterCatalog writers, PromptRenderer renderer, ProviderKeys keys, LlmTurn turns) : IConsumer<TestProvider>
{
    public async Task Consume(ConsumeContext<TestProvider> context) =>
        await context.RespondAsync(await TestAsync(context.Message.ProviderId, context.CancellationToken));

    private async Task<ProviderTested> TestAsync(Guid providerId, CancellationToken cancellationToken)
    {
        if (await FindAsync(providerId, cancellationToken) is not { } provider) return new(false, "The provider is gone.");
        try
        {
            await using var turn = await turns.TakeAsync(provider, Guid.CreateVersion7(), cancellationToken);
            return turn is null ? new(false, LlmTurn.AllTaken) : await AskAsync(keys.Open(provider), cancellationToken);
        }
        catch (WriterException failed)
        {
            return new(false, failed.Message);
        }
    }

    private async Task<ProviderTested> AskAsync(WriterProvider provider, CancellationToken cancellationToken)
    {
        var prompt = renderer.Render(SampleArticle.Prompt, SampleArticle.Text);
        var written = await writers.For(provider.Kind).WriteAsync(new(provider, prompt, SampleArticle.Text, "test"), cancellationToken);
        return new(true, string.Create(CultureInfo.InvariantCulture, $"{written.Model} answered within {written.Duration.TotalSeconds:0.0} s."));
    }

    private async Task<LlmProvider?> FindAsync(Guid providerId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.LlmProviders.AsNoTracking().SingleOrDefaultAsync(provider => provider.Id == providerId, cancellationToken);
    }
}

public sealed class TestProviderConsumerDefinition : ConsumerDefinition<TestProviderConsumer>
{
    public TestProviderConsumerDefinition() => EndpointName = PipelineQueues.GenerationRequests;
}
