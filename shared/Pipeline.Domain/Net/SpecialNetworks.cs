using System.Net;
using System.Net.Sockets;

namespace Pipeline.Domain.Net;

/// <summary>
/// Tells addresses of the public internet from all others: private, loopback, link-local, shared (CGNAT), metadata,
/// translated (NAT64, 6to4, Teredo), multicast, documentation and reserved ones.
/// Source: the IANA special-purpose address registries (RFC 6890 and its successors).
/// </summary>
public static class SpecialNetworks
{
    private static readonly IPNetwork[] InternalV4 = Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "168.63.129.16/32"); // The last is a cloud's metadata service that sits in a public range.

    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] InternalV6 = Networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    /// <summary>Whether an address is one of the public internet. An IPv4-mapped address counts as the IPv4 address in it.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var plain = Unwrap(address);
        return plain.AddressFamily switch
        {
            AddressFamily.InterNetwork => !InternalV4.Any(network => network.Contains(plain)),
            AddressFamily.InterNetworkV6 => GlobalV6.Contains(plain) && !InternalV6.Any(network => network.Contains(plain)),
            _ => false,
        };
    }

    /// <summary>The IPv4 address inside an IPv4-mapped one (<c>::ffff:127.0.0.1</c>); any other address as it is.</summary>
    public static IPAddress Unwrap(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    private static IPNetwork[] Networks(params string[] texts) => [.. texts.Select(IPNetwork.Parse)];
}
