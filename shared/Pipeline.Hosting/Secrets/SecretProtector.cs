using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Pipeline.Hosting.Secrets;

/// <summary>
/// Encrypts what must not lie open in the database: passwords, API keys, session cookies. AES-256-GCM; each ciphertext
/// carries the name of its key, and is bound to a purpose that names its owner, so that a ciphertext copied to another
/// row, or another column, can't be read there.
/// </summary>
/// <remarks>
/// The form is <c>v1.KEY.DATA</c>: the key's name in hex, and nonce (12 bytes), tag (16 bytes) and ciphertext in base64url.
/// </remarks>
public sealed class SecretProtector
{
    private const string Version = "v1";
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private static readonly Range Nonce = ..NonceBytes;
    private static readonly Range Tag = NonceBytes..(NonceBytes + TagBytes);
    private static readonly Range Cipher = (NonceBytes + TagBytes)..;

    private readonly SecretKey _current;
    private readonly Dictionary<string, SecretKey> _keys;

    /// <summary>Reads the keys from the configuration.</summary>
    /// <exception cref="OptionsValidationException">There is no key, or one isn't a key.</exception>
    public SecretProtector(IOptions<SecretsOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _current = Parse(options.Value.MasterKey);
        _keys = options.Value.Previous().Select(Parse).Append(_current).DistinctBy(key => key.Name).ToDictionary(key => key.Name);
    }

    /// <summary>Encrypts a text.</summary>
    /// <param name="secret">The text.</param>
    /// <param name="purpose">What it is and whose, e.g. <c>account:7f3c…:password</c>. Needed again to read it.</param>
    public string Protect(string secret, string purpose)
    {
        ArgumentNullException.ThrowIfNull(secret);
        ArgumentException.ThrowIfNullOrEmpty(purpose);
        var plain = Encoding.UTF8.GetBytes(secret);
        var sealedBytes = new byte[NonceBytes + TagBytes + plain.Length];
        var parts = sealedBytes.AsSpan();
        RandomNumberGenerator.Fill(parts[Nonce]);
        using var aes = new AesGcm(_current.Bytes, TagBytes);
        aes.Encrypt(parts[Nonce], plain, parts[Cipher], parts[Tag], Bound(_current, purpose));
        CryptographicOperations.ZeroMemory(plain);
        return $"{Version}.{_current.Name}.{Base64Url.EncodeToString(sealedBytes)}";
    }

    /// <summary>Decrypts what <see cref="Protect"/> made for the same purpose.</summary>
    /// <exception cref="SecretUnreadableException">Another purpose, an unknown key, or not as it was made.</exception>
    public string Unprotect(string ciphertext, string purpose)
    {
        ArgumentNullException.ThrowIfNull(ciphertext);
        ArgumentException.ThrowIfNullOrEmpty(purpose);
        var (key, sealedBytes) = Read(ciphertext, purpose);
        var parts = sealedBytes.AsSpan();
        var plain = new byte[parts[Cipher].Length];
        using var aes = new AesGcm(key.Bytes, TagBytes);
        try
        {
            aes.Decrypt(parts[Nonce], parts[Cipher], parts[Tag], plain, Bound(key, purpose));
        }
        catch (AuthenticationTagMismatchException mismatch)
        {
            throw new SecretUnreadableException($"The secret for '{purpose}' was made for something else, or was changed", mismatch);
        }

        return Encoding.UTF8.GetString(plain);
    }

    private (SecretKey Key, byte[] Sealed) Read(string ciphertext, string purpose)
    {
        if (ciphertext.Split('.') is not [Version, var name, var data])
            throw new SecretUnreadableException($"The secret for '{purpose}' isn't in the form of this program");
        if (!_keys.TryGetValue(name, out var key))
            throw new SecretUnreadableException($"The secret for '{purpose}' was encrypted with the key {name}, which is neither Secrets__MasterKey nor among Secrets__PreviousKeys");
        var sealedBytes = new byte[Base64Url.GetMaxDecodedLength(data.Length)];

        // Not TryDecodeFromChars: that throws at a last character with bits that say nothing.
        if (Base64Url.DecodeFromChars(data, sealedBytes, out _, out var written) != OperationStatus.Done || written < NonceBytes + TagBytes)
            throw new SecretUnreadableException($"The secret for '{purpose}' is cut short or damaged");
        return (key, sealedBytes[..written]);
    }

    private static byte[] Bound(SecretKey key, string purpose) => Encoding.UTF8.GetBytes($"{Version}.{key.Name}.{purpose}");

    private static SecretKey Parse(string text) =>
        SecretKey.TryParse(text, out var key) ? key : throw new InvalidOperationException("A key in Secrets isn't a key.");
}
