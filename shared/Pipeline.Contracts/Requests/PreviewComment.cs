namespace Pipeline.Contracts;

/// <summary>Request: fill a prompt template and, if a provider is named, have a comment written; nothing is kept. Answered with <see cref="CommentPreviewed"/>.</summary>
/// <param name="PromptTemplateId">The template, in its present version.</param>
/// <param name="RecordId">A record whose article it is about; null: a sample text.</param>
/// <param name="ProviderId">Who writes; null: nobody, only the prompts are filled.</param>
public sealed record PreviewComment(Guid PromptTemplateId, Guid? RecordId, Guid? ProviderId);
