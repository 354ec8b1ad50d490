using System.Globalization;
using System.Net;

namespace Pipeline.Domain.Net;

/// <summary>
/// One entry of <c>Http:AllowedInternalHosts</c>: a host name, an address or a network (CIDR), each but the network
/// with or without a port.
/// </summary>
internal sealed record AllowedHost(string? Name, IPNetwork? Network, int? Port)
{
    /// <summary>Reads one entry; null if it is none.</summary>
    public static AllowedHost? Parse(string entry)
    {
        if (entry.Contains('/', StringComparison.Ordinal)) return IPNetwork.TryParse(entry, out var network) ? new AllowedHost(null, network, null) : null;
        var colon = entry.LastIndexOf(':');
        var isBareV6 = !entry.StartsWith('[') && entry.IndexOf(':') != colon;
        if (colon < 0 || isBareV6 || entry.EndsWith(']')) return ForHost(entry, null);
        var isPort = int.TryParse(entry.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536;
        return isPort ? ForHost(entry[..colon], port) : null;
    }

    /// <summary>Whether the entry lets a connection to this address through.</summary>
    public bool Covers(string host, int port, IPAddress address) =>
        (Port is null || Port == port) && (Network?.Contains(address) ?? MatchesName(host));

    /// <summary>Whether the entry names this host.</summary>
    public bool MatchesName(string host) => Name is not null && Name.Equals(host.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);

    private static AllowedHost? ForHost(string host, int? port)
    {
        if (IPAddress.TryParse(host, out var address)) return ForAddress(address, host, port);
        return Uri.CheckHostName(host) == UriHostNameType.Dns ? new AllowedHost(new UriBuilder("http", host).Uri.IdnHost, null, port) : null;
    }

    private static AllowedHost? ForAddress(IPAddress address, string written, int? port)
    {
        var plain = SpecialNetworks.Unwrap(address);
        // "127.1" or "2130706433" would be read as addresses: an allow list says plainly what it allows.
        if (!written.Contains(':', StringComparison.Ordinal) && plain.ToString() != written) return null;
        return new AllowedHost(null, new IPNetwork(plain, plain.GetAddressBytes().Length * 8), port);
    }
}
