using System.ComponentModel;
using Pipeline.Domain.Net;
using Pipeline.Domain.Providers;
using Pipeline.Gateway.Api;

namespace Pipeline.Gateway.Providers;

/// <summary>What a client says of an LLM provider.</summary>
internal sealed record ProviderInput
{
    [Description("What people call it, 1 to 200 characters.")]
    public string? Name { get; init; }

    [Description("`openai`: any compatible endpoint, by its `baseUrl`. `offline`: writes without any network, says so in its text, for trying things out. It can't be changed.")]
    public LlmProviderKind? Kind { get; init; }

    [Description("The endpoint, with its version: https://api.mistral.ai/v1. Null: OpenAI's own.")]
    public string? BaseUrl { get; init; }

    [Description("The model's name. `offline` needs none.")]
    public string? Model { get; init; }

    [Description("The key. Write-only: answers say `hasApiKey`. In a change: left out, it stays; null takes it away.")]
    public string? ApiKey { get; init; }

    [Description("At most so many tokens per comment, 1 to 100,000; null: the provider's own limit.")]
    public int? MaxTokens { get; init; }

    [Description("0 to 2; null: the provider's own.")]
    public double? Temperature { get; init; }

    [Description("At most so many calls at once, over all workers, 1 to 1,000; null: no limit.")]
    public int? MaxConcurrency { get; init; }

    [Description("Price of a million tokens read. Both prices or none.")]
    public decimal? InputPricePerMillion { get; init; }

    [Description("Price of a million tokens written. Both prices or none.")]
    public decimal? OutputPricePerMillion { get; init; }

    [Description("Currency of the prices, ISO 4217: CHF, EUR, USD.")]
    public string? Currency { get; init; }

    /// <summary>What is stored, as a client would have said it; the key is never read back.</summary>
    public static ProviderInput Of(LlmProvider provider) => new()
    {
        Name = provider.Name,
        Kind = provider.Kind,
        BaseUrl = provider.Settings.BaseUrl,
        Model = provider.Settings.Model,
        MaxTokens = provider.Settings.MaxTokens,
        Temperature = provider.Settings.Temperature,
        MaxConcurrency = provider.Settings.MaxConcurrency,
        InputPricePerMillion = provider.Settings.InputPricePerMillion,
        OutputPricePerMillion = provider.Settings.OutputPricePerMillion,
        Currency = provider.Settings.Currency,
    };

    /// <summary>Everything that is wrong with it goes into <paramref name="faults"/>.</summary>
    public CheckedProvider Check(OutboundHttpOptions http, Faults faults)
    {
        var name = faults.Text("name", Name, ProviderRules.MaxNameLength);
        ProviderRules.Check(this, http.Policy(), faults);
        return new CheckedProvider(
            name, Kind ?? LlmProviderKind.Offline,
            new(
                string.IsNullOrWhiteSpace(BaseUrl) ? null : BaseUrl.Trim(), string.IsNullOrWhiteSpace(Model) ? "offline" : Model.Trim(), MaxTokens, Temperature,
                MaxConcurrency, InputPricePerMillion, OutputPricePerMillion, Currency));
    }
}

/// <summary>A provider that can be saved; its key apart.</summary>
internal sealed record CheckedProvider(string Name, LlmProviderKind Kind, LlmProviderSettings Settings);
