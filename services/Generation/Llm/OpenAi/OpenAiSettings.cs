using Microsoft.Extensions.AI;
using OpenAI.Chat;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Providers;

namespace Pipeline.Generation.Llm.OpenAi;

/// <summary>Turns a provider's settings into those of the client library.</summary>
internal static class OpenAiSettings
{
    public static Uri Address(string baseUrl) => Uri.TryCreate(baseUrl, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        ? address
        : throw WriterException.Permanent(ErrorKind.Configuration, $"The provider's baseUrl is not an address that starts with http:// or https://: {baseUrl}");

    public static string Model(string model) => !string.IsNullOrWhiteSpace(model)
        ? model
        : throw WriterException.Permanent(ErrorKind.Configuration, "The provider has no model: set its model.");

    /// <summary>The key; null if there is none. One that can't stand in a header is refused here, because what would refuse it later quotes it.</summary>
    public static string? Key(string? key)
    {
        if (string.IsNullOrEmpty(key)) return null;
        return key.All(letter => letter is > ' ' and <= '~')
            ? key
            : throw WriterException.Permanent(ErrorKind.Configuration, "The provider's API key holds spaces, line breaks or other characters that no key has: set it again.");
    }

    /// <summary>What isn't set is not sent, so that the provider's own default holds.</summary>
    public static ChatOptions OptionsFor(LlmProviderSettings settings, bool isOpenAi)
    {
        var options = new ChatOptions { Temperature = (float?)settings.Temperature };
        // OpenAI renamed max_tokens and refuses the old name for its newer models; most others only know the old one.
        if (isOpenAi) options.MaxOutputTokens = settings.MaxTokens;
        else if (settings.MaxTokens is { } max) options.RawRepresentationFactory = _ => WithMaxTokens(max);
        return options;
    }

#pragma warning disable SCME0001 // The patch is the library's way to send a field that its types don't have. "For evaluation": the tests on the wire format hold it.
    private static ChatCompletionOptions WithMaxTokens(int max)
    {
        var options = new ChatCompletionOptions();
        options.Patch.Set("$.max_tokens"u8, max);
        return options;
    }
#pragma warning restore SCME0001
}
