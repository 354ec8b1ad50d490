using Pipeline.Domain.Errors;
using Pipeline.Domain.Providers;

namespace Pipeline.Generation.Llm;

/// <summary>The writers that there are.</summary>
public sealed class WriterCatalog(IEnumerable<ICommentWriter> writers)
{
    private readonly Dictionary<LlmProviderKind, ICommentWriter> byKind = writers.ToDictionary(writer => writer.Kind);

    /// <summary>The writer for a kind of provider.</summary>
    /// <exception cref="WriterException">No writer serves that kind: <see cref="ErrorKind.Configuration"/>.</exception>
    public ICommentWriter For(LlmProviderKind kind) => byKind.TryGetValue(kind, out var writer)
        ? writer
        : throw WriterException.Permanent(ErrorKind.Configuration, $"Providers of kind '{kind}' are not available yet. Available are: {string.Join(", ", byKind.Keys.Order())}.");
}
