using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pipeline.Domain.Net;

/// <summary>
/// Recognises hosts that are spelled so as to look like another one: decimal, octal, hexadecimal and short IPv4
/// forms, full-width letters and dots, invisible characters, zone ids.
/// </summary>
internal static class HostSpelling
{
    /// <summary>Whether an address's host is written in any way but the plain one.</summary>
    public static bool IsOdd(Uri address)
    {
        var written = HostAsWritten(address.OriginalString);
        if (written.StartsWith('[')) return written.Contains('%', StringComparison.Ordinal);
        if (EndsInNumber(address.IdnHost)) return !IsPlainIPv4(written);
        return written.Any(letter => CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.Format)
            || !written.IsNormalized(NormalizationForm.FormKC);
    }

    private static string HostAsWritten(string address)
    {
        var start = address.IndexOf("//", StringComparison.Ordinal);
        var rest = start < 0 ? address : address[(start + 2)..];
        var end = rest.IndexOfAny(['/', '\\', '?', '#']);
        var authority = end < 0 ? rest : rest[..end];
        var host = authority[(authority.LastIndexOf('@') + 1)..].Trim();
        if (host.StartsWith('[')) return host;
        var port = host.LastIndexOf(':');
        return port < 0 ? host : host[..port];
    }

    private static bool EndsInNumber(string host)
    {
        var label = host.TrimEnd('.').Split('.')[^1];
        return label.Length > 0
            && (label.All(char.IsAsciiDigit) || (label.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && label[2..].All(char.IsAsciiHexDigit)));
    }

    private static bool IsPlainIPv4(string written) =>
        IPAddress.TryParse(written, out var address) && address.AddressFamily == AddressFamily.InterNetwork && address.ToString() == written;
}
