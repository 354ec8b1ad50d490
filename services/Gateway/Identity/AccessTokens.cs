using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Gateway.Identity;

/// <summary>Makes tokens that nobody can guess, and what is kept of them.</summary>
internal static class AccessTokens
{
    /// <summary>32 random bytes in base64url.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What the database keeps: SHA-256. A fast hash will do, because the tokens are random.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
