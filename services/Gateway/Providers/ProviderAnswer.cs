using System.ComponentModel;
using Pipeline.Domain.Providers;

namespace Pipeline.Gateway.Providers;

/// <summary>An LLM to write comments with.</summary>
internal sealed record ProviderAnswer(
    Guid Id, string Name, LlmProviderKind Kind, string? BaseUrl, string Model, bool HasApiKey, int? MaxTokens, double? Temperature, int? MaxConcurrency,
    decimal? InputPricePerMillion, decimal? OutputPricePerMillion, string? Currency, DateTime CreatedAt, DateTime UpdatedAt)
{
    public static ProviderAnswer Of(LlmProvider provider)
    {
        var settings = provider.Settings;
        return new ProviderAnswer(
            provider.Id, provider.Name, provider.Kind, settings.BaseUrl, settings.Model, provider.ApiKeyCipher is not null, settings.MaxTokens, settings.Temperature,
            settings.MaxConcurrency, settings.InputPricePerMillion, settings.OutputPricePerMillion, settings.Currency, provider.CreatedAt, provider.UpdatedAt);
    }
}

/// <summary>What asking a provider brought.</summary>
internal sealed record ProviderTestAnswer(
    [property: Description("Its model wrote something.")] bool Ok,
    [property: Description("What happened.")] string Message);
