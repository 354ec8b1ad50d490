using Pipeline.Domain.Prompts;
using Pipeline.Generation.Llm;

namespace Pipeline.Generation.Comments;

/// <summary>One comment to make.</summary>
/// <param name="Provider">With what.</param>
/// <param name="Prompt">The template's texts in the version that the record refers to.</param>
/// <param name="Article">What it is about.</param>
/// <param name="Seed">Stands for prompt template and account, so that the offline writer doesn't write twice the same; e.g. their ids.</param>
/// <param name="Permit">Asked right before each request leaves; what it throws reaches the caller unchanged.</param>
public sealed record CommentRequest(WriterProvider Provider, PromptTexts Prompt, PromptArticle Article, string Seed, RequestPermit? Permit = null);
