using Pipeline.Domain.Providers;

namespace Pipeline.Generation.Llm;

/// <summary>A provider as a writer needs it, its key in the clear. It prints itself without the key.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Kind">Which writer speaks with it.</param>
/// <param name="Settings">Address, model and limits.</param>
/// <param name="ApiKey">The key; null or empty: none.</param>
public sealed record WriterProvider(string Name, LlmProviderKind Kind, LlmProviderSettings Settings, string? ApiKey)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Kind}, {Settings.Model})";
}
