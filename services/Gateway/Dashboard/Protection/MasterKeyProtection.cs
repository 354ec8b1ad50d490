using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Pipeline.Hosting.Secrets;

namespace Pipeline.Gateway.Dashboard.Protection;

/// <summary>
/// Protects what the web framework hands to browsers and gets back (antiforgery tokens, the state of pages) with the
/// installation's master key. So every replica understands what another one gave out, also after a restart, and there is
/// no second set of keys to keep, share and rotate.
/// </summary>
public sealed class MasterKeyProtection(SecretProtector secrets) : IDataProtectionProvider
{
    /// <inheritdoc />
    public IDataProtector CreateProtector(string purpose) => new Protector(secrets, "web").CreateProtector(purpose);

    private sealed class Protector(SecretProtector secrets, string purposes) : IDataProtector
    {
        /// <summary>The length in front keeps "a" + "bc" apart from "ab" + "c".</summary>
        public IDataProtector CreateProtector(string purpose) => new Protector(secrets, $"{purposes}/{purpose.Length}:{purpose}");

        public byte[] Protect(byte[] plaintext) => Encoding.ASCII.GetBytes(secrets.Protect(Convert.ToBase64String(plaintext), purposes));

        public byte[] Unprotect(byte[] protectedData)
        {
            try
            {
                return Convert.FromBase64String(secrets.Unprotect(Encoding.ASCII.GetString(protectedData), purposes));
            }
            catch (SecretUnreadableException unreadable)
            {
                throw new CryptographicException("This was made for something else, by another installation, or was changed.", unreadable);
            }
        }
    }
}
