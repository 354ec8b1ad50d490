using Pipeline.Domain.Net;
using Pipeline.Domain.Providers;
using Pipeline.Domain.Sites;
using Pipeline.Gateway.Api;

namespace Pipeline.Gateway.Providers;

/// <summary>What an LLM provider must be before it is saved.</summary>
internal static class ProviderRules
{
    public const int MaxNameLength = 200;
    private const int MaxModelLength = 200;
    private const int MaxAddressLength = 2_000;
    private const int MaxKeyLength = 4_000;
    private const int MaxTokens = 100_000;
    private const int MaxConcurrency = 1_000;
    private const decimal MaxPrice = 1_000_000;

    /// <summary>OpenAI's own endpoint: what stands in for a missing address.</summary>
    private const string OpenAi = "https://api.openai.com/v1";

    public static void Check(ProviderInput input, InternalAddressPolicy policy, Faults faults)
    {
        Kind(input, faults);
        Address(input, policy, faults);
        if (input.Kind == LlmProviderKind.OpenAi && string.IsNullOrWhiteSpace(input.Model)) faults.Add("model", "Is missing: give the model's name, as the provider spells it.");
        if (input.Model?.Length > MaxModelLength) faults.Add("model", $"Has {input.Model.Length} characters: at most {MaxModelLength} are allowed.");
        if (input.ApiKey is { } key && (key.Length is 0 or > MaxKeyLength || !key.All(letter => letter is > ' ' and <= '~')))
            faults.Add("apiKey", "Is not a key: it has 1 to 4,000 letters, digits and signs, without spaces. Leave it out if the endpoint needs none.");
        if (input.MaxTokens is < 1 or > MaxTokens) faults.Add("maxTokens", $"Must lie between 1 and {MaxTokens}; null means the provider's own limit.");
        if (input.Temperature is < 0 or > 2) faults.Add("temperature", "Must lie between 0 and 2; null means the provider's own.");
        if (input.MaxConcurrency is < 1 or > MaxConcurrency) faults.Add("maxConcurrency", $"Must lie between 1 and {MaxConcurrency}; null means no limit.");
        Prices(input, faults);
    }

    /// <summary>Where calls go to, as scheme, host and port: what a key is given for.</summary>
    public static string OriginOf(LlmProviderSettings settings) => Site.OriginOf(new Uri(settings.BaseUrl ?? OpenAi));

    /// <summary>Whether calls fail without a key. An endpoint of one's own may need none.</summary>
    public static bool NeedsKey(LlmProvider provider) => provider.Kind == LlmProviderKind.OpenAi && OriginOf(provider.Settings) == Site.OriginOf(new Uri(OpenAi));

    private static void Kind(ProviderInput input, Faults faults)
    {
        if (input.Kind is null) faults.Add("kind", $"Is missing: give one of {string.Join(", ", ApiJson.Names(typeof(LlmProviderKind)))}.");
        if (input.Kind is LlmProviderKind.Anthropic or LlmProviderKind.Ollama)
            faults.Add("kind", $"Providers of kind {ApiJson.Name(input.Kind.Value)} are not available yet: use openai with an OpenAI-compatible baseUrl, or offline.");
    }

    private static void Address(ProviderInput input, InternalAddressPolicy policy, Faults faults)
    {
        if (string.IsNullOrWhiteSpace(input.BaseUrl)) return;
        if (input.BaseUrl.Length > MaxAddressLength || !Uri.TryCreate(input.BaseUrl.Trim(), UriKind.Absolute, out var address))
            faults.Add("baseUrl", $"Is not an address: write it as {OpenAi}.");
        else if (policy.RefuseAddress(address) is { } refusal) faults.Add("baseUrl", refusal);
        else if (address.Query.Length > 0 || address.Fragment.Length > 0) faults.Add("baseUrl", "Must end before ? and #.");
    }

    private static void Prices(ProviderInput input, Faults faults)
    {
        Price("inputPricePerMillion", input.InputPricePerMillion, faults);
        Price("outputPricePerMillion", input.OutputPricePerMillion, faults);
        if (input.InputPricePerMillion is null != input.OutputPricePerMillion is null)
            faults.Add(input.InputPricePerMillion is null ? "inputPricePerMillion" : "outputPricePerMillion", "Is missing: give both prices, or none.");
        if (input.Currency is { } currency && (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper)))
            faults.Add("currency", "Is not a currency: three capital letters as in ISO 4217, e.g. CHF.");
        if (input.Currency is null && input.InputPricePerMillion is not null) faults.Add("currency", "Is missing: say which currency the prices are in, e.g. CHF.");
    }

    private static void Price(string field, decimal? price, Faults faults)
    {
        if (price is < 0 or > MaxPrice) faults.Add(field, "Must lie between 0 and 1,000,000.");
        else if (price is { } given && decimal.Round(given, 6) != given) faults.Add(field, "Has more than six decimal places: round it.");
    }
}
