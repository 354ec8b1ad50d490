using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Pipeline.Hosting.Secrets;

namespace Pipeline.Hosting.Tests.Secrets;

[Trait("Promise", "P-SECRET")]
public sealed class SecretProtectorTests
{
    private const string Purpose = "account:0199:password";

    private static readonly string Old = NewKey();
    private static readonly string New = NewKey();

    [Theory]
    [InlineData("")]
    [InlineData("hunter2")]
    [InlineData("Grüße, 你好, \u0000\n")]
    public void What_is_encrypted_comes_back(string secret)
    {
        var protector = With(Old);

        Assert.Equal(secret, protector.Unprotect(protector.Protect(secret, Purpose), Purpose));
    }

    [Fact]
    public void The_same_secret_never_looks_the_same_and_never_shows()
    {
        var (first, second) = (With(Old).Protect("hunter2", Purpose), With(Old).Protect("hunter2", Purpose));

        Assert.NotEqual(first, second);
        Assert.DoesNotContain("hunter2", first, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ciphertext_copied_to_another_row_cant_be_read_there()
    {
        var ciphertext = With(Old).Protect("hunter2", Purpose);

        Assert.Throws<SecretUnreadableException>(() => With(Old).Unprotect(ciphertext, "account:0200:password"));
    }

    [Fact]
    public void A_ciphertext_with_any_character_changed_cant_be_read()
    {
        var ciphertext = With(Old).Protect("hunter2", Purpose);

        Assert.All(Enumerable.Range(0, ciphertext.Length), position =>
            Assert.Throws<SecretUnreadableException>(() => With(Old).Unprotect(Changed(ciphertext, position), Purpose)));
    }

    [Fact]
    public void A_bit_changed_that_says_nothing_is_a_change_too()
    {
        const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var ciphertext = With(Old).Protect("hunter2", Purpose);
        var changed = ciphertext[..^1] + letters[letters.IndexOf(ciphertext[^1], StringComparison.Ordinal) ^ 1];

        Assert.Throws<SecretUnreadableException>(() => With(Old).Unprotect(changed, Purpose));
    }

    [Fact]
    public void After_a_rotation_old_ones_are_read_and_new_ones_use_the_new_key()
    {
        var ciphertext = With(Old).Protect("hunter2", Purpose);
        var rotated = With(New, Old);

        Assert.Equal("hunter2", rotated.Unprotect(ciphertext, Purpose));
        Assert.Equal("hunter2", With(New).Unprotect(rotated.Protect("hunter2", Purpose), Purpose));
    }

    [Fact]
    public void Without_the_key_the_error_names_the_setting_and_no_secret()
    {
        var ciphertext = With(Old).Protect("hunter2", Purpose);

        var error = Assert.Throws<SecretUnreadableException>(() => With(New).Unprotect(ciphertext, Purpose));

        Assert.Contains("Secrets__PreviousKeys", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(ciphertext, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hunter2")]
    [InlineData("v1.00000000")]
    [InlineData("v2.00000000.AAAA")]
    public void What_was_never_encrypted_cant_be_read(string ciphertext) =>
        Assert.Throws<SecretUnreadableException>(() => With(Old).Unprotect(ciphertext, Purpose));

    private static SecretProtector With(string key, params string[] previous) =>
        new(Options.Create(new SecretsOptions { MasterKey = key, PreviousKeys = string.Join(", ", previous) }));

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static string Changed(string ciphertext, int position)
    {
        var letters = ciphertext.ToCharArray();
        letters[position] = letters[position] == 'A' ? 'B' : 'A';
        return new string(letters);
    }
}
