using Pipeline.Domain.Errors;
using Pipeline.Domain.Providers;
using Pipeline.Generation.Llm;
using Pipeline.Hosting.Secrets;

namespace Pipeline.Generation;

/// <summary>Opens what is stored of a provider for a writer.</summary>
public sealed class ProviderKeys(SecretProtector secrets)
{
    /// <summary>The provider with its key in the clear.</summary>
    /// <exception cref="WriterException">The key can't be read: <see cref="ErrorKind.Configuration"/>.</exception>
    internal WriterProvider Open(LlmProvider provider) => new(provider.Name, provider.Kind, provider.Settings, Key(provider));

    private string? Key(LlmProvider provider)
    {
        try
        {
            return provider.ApiKeyCipher is { } cipher ? secrets.Unprotect(cipher, LlmProvider.KeyPurpose(provider.Id)) : null;
        }
        catch (SecretUnreadableException unreadable)
        {
            throw WriterException.Permanent(ErrorKind.Configuration, $"The key of provider '{provider.Name}' can't be read with the present master key: enter it again.", unreadable);
        }
    }
}
