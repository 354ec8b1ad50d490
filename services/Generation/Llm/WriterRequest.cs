using Pipeline.Domain.Prompts;
using Pipeline.Generation.Prompts;

namespace Pipeline.Generation.Llm;

/// <summary>Asks whether a request may leave now; throws if not. What it throws reaches the caller of the writer unchanged.</summary>
public delegate ValueTask RequestPermit(CancellationToken cancellation);

/// <summary>One comment to write.</summary>
/// <param name="Provider">With what.</param>
/// <param name="Prompt">What a model is told.</param>
/// <param name="Article">What it is about, for writers that don't read prompts.</param>
/// <param name="Seed">Makes such writers write differently for different prompts and the same for the same.</param>
/// <param name="Permit">Asked right before each request leaves, a repeated one too; null: always yes.</param>
public sealed record WriterRequest(WriterProvider Provider, RenderedPrompt Prompt, PromptArticle Article, string Seed, RequestPermit? Permit = null);
