using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Pipeline.Hosting.Secrets;

/// <summary>A key of 32 bytes, and the short name that ciphertexts call it by.</summary>
internal sealed class SecretKey
{
    /// <summary>The length of a key in bytes: AES-256.</summary>
    public const int Length = 32;

    private const int NameBytes = 4;

    private SecretKey(byte[] bytes)
    {
        Bytes = bytes;
        Name = Convert.ToHexStringLower(HKDF.Expand(HashAlgorithmName.SHA256, bytes, NameBytes, "pipeline key name"u8.ToArray()));
    }

    /// <summary>The key itself.</summary>
    public byte[] Bytes { get; }

    /// <summary>Its name: tells keys apart, and says nothing about them.</summary>
    public string Name { get; }

    /// <summary>Reads a key; false if it isn't 32 bytes in base64.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SecretKey? key)
    {
        var bytes = new byte[Length];
        key = Convert.TryFromBase64String(text.Trim(), bytes, out var written) && written == Length ? new SecretKey(bytes) : null;
        return key is not null;
    }
}
