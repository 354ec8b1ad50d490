using System.Security.Cryptography;

namespace Pipeline.DemoSite.Sessions;

/// <summary>
/// The secret in the cookie <c>csrftoken</c> and its masked form in a page: 32 characters of mask, then the secret moved by the
/// mask. Every field of a page looks different, and all are valid.
/// </summary>
internal static class CsrfToken
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private const int SecretLength = 32;

    public static string NewSecret() => RandomNumberGenerator.GetString(Alphabet, SecretLength);

    public static bool IsSecret(string? value) => value is { Length: SecretLength } && value.All(char.IsAsciiLetterOrDigit);

    public static string Mask(string secret)
    {
        var mask = NewSecret();
        return mask + Shift(secret, mask, +1);
    }

    public static bool Matches(string secret, string token) => token.All(char.IsAsciiLetterOrDigit) && token.Length switch
    {
        SecretLength => token == secret,
        2 * SecretLength => Shift(token[SecretLength..], token[..SecretLength], -1) == secret,
        _ => false,
    };

    private static string Shift(string text, string by, int direction) => string.Concat(text.Zip(by, (c, m) =>
        Alphabet[(Alphabet.IndexOf(c) + direction * Alphabet.IndexOf(m) + Alphabet.Length) % Alphabet.Length]));
}
