using Pipeline.Domain.Providers;

namespace Pipeline.Generation.Llm;

/// <summary>Writes comments: one implementation per kind of provider.</summary>
public interface ICommentWriter
{
    /// <summary>The kind that it serves.</summary>
    LlmProviderKind Kind { get; }

    /// <summary>Writes one comment. What comes back is the model's own text: unchecked, without the disclosure.</summary>
    /// <exception cref="WriterException">It could not be written.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was asked for; nothing more is sent.</exception>
    Task<WrittenComment> WriteAsync(WriterRequest request, CancellationToken cancellation);
}
