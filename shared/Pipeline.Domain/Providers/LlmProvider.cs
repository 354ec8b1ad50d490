using Pipeline.Domain.Identity;

namespace Pipeline.Domain.Providers;

/// <summary>The kinds of provider. The numbers are stored.</summary>
public enum LlmProviderKind
{
    /// <summary>Any OpenAI-compatible endpoint.</summary>
    OpenAi = 1,

    /// <summary>Anthropic's own API.</summary>
    Anthropic = 2,

    /// <summary>An Ollama server.</summary>
    Ollama = 3,

    /// <summary>Writes without any network and says so: for trying things out.</summary>
    Offline = 4,
}

/// <summary>What a provider can be set to.</summary>
/// <param name="BaseUrl">The endpoint; null: the kind's own, or none (offline).</param>
/// <param name="Model">The model's name.</param>
/// <param name="MaxTokens">At most so many tokens written; null: the provider's own limit.</param>
/// <param name="Temperature">0 to 2; null: the provider's own.</param>
/// <param name="MaxConcurrency">At most so many calls at once over all workers; null: no limit.</param>
/// <param name="InputPricePerMillion">Price of a million tokens read, in <paramref name="Currency"/>.</param>
/// <param name="OutputPricePerMillion">Price of a million tokens written, in <paramref name="Currency"/>.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record LlmProviderSettings(
    string? BaseUrl, string Model, int? MaxTokens, double? Temperature, int? MaxConcurrency,
    decimal? InputPricePerMillion, decimal? OutputPricePerMillion, string? Currency);

/// <summary>An LLM to write comments with.</summary>
public sealed class LlmProvider : IOwned
{
    private LlmProvider()
    {
    }

    /// <summary>UUID version 7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The user it belongs to.</summary>
    public Guid OwnerId { get; private set; }

    /// <summary>What people call it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Which writer speaks with it.</summary>
    public LlmProviderKind Kind { get; private set; }

    /// <summary>Address, model, limits and prices.</summary>
    public LlmProviderSettings Settings { get; private set; } = null!;

    /// <summary>The key, encrypted for purpose <c>provider:{id}:key</c>; null: none.</summary>
    public string? ApiKeyCipher { get; private set; }

    /// <summary>When it was made (UTC).</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>The last change (UTC).</summary>
    public DateTime UpdatedAt { get; private set; }

    /// <summary>A new provider. <paramref name="id"/> is given, because the key is encrypted for it.</summary>
    public static LlmProvider Create(Guid id, Guid ownerId, string name, LlmProviderKind kind, LlmProviderSettings settings, string? apiKeyCipher, DateTime now)
    {
        var provider = new LlmProvider { Id = id, OwnerId = ownerId, Kind = kind, CreatedAt = now };
        provider.Change(name, settings, apiKeyCipher, now);
        return provider;
    }

    /// <summary>Changes everything but owner and kind.</summary>
    public void Change(string name, LlmProviderSettings settings, string? apiKeyCipher, DateTime now)
    {
        Name = name;
        Settings = settings;
        ApiKeyCipher = apiKeyCipher;
        UpdatedAt = now;
    }

    /// <summary>What a call cost; null where a price or a count is unknown.</summary>
    public decimal? CostOf(int? inputTokens, int? outputTokens) =>
        Settings.InputPricePerMillion is { } input && Settings.OutputPricePerMillion is { } output && inputTokens is { } read && outputTokens is { } written
            ? ((input * read) + (output * written)) / 1_000_000m
            : null;

    /// <summary>What the key of a provider is encrypted for.</summary>
    public static string KeyPurpose(Guid providerId) => $"provider:{providerId}:key";
}
