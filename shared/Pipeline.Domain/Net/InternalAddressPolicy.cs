using System.Net;

namespace Pipeline.Domain.Net;

/// <summary>
/// Says where an address that a user gave may lead: anywhere on the public internet, and to the internal hosts that
/// the installation allows by <c>Http__AllowedInternalHosts</c>. Pure: it resolves no name.
/// </summary>
public sealed class InternalAddressPolicy
{
    /// <summary>The environment variable that allows an internal host, named in every refusal.</summary>
    public const string SettingName = "Http__AllowedInternalHosts";

    private static readonly string[] MetadataNames =
        ["metadata", "metadata.google.internal", "metadata.goog", "instance-data", "instance-data.ec2.internal", "metadata.azure.internal"];

    private readonly IReadOnlyList<AllowedHost> _allowed;

    private InternalAddressPolicy(IReadOnlyList<AllowedHost> allowed) => _allowed = allowed;

    /// <summary>No internal host is allowed.</summary>
    public static InternalAddressPolicy PublicOnly { get; } = new([]);

    /// <summary>Reads a comma-separated list of hosts, <c>host:port</c> or networks in CIDR form; empty or null: none.</summary>
    /// <param name="list">For instance <c>localhost:8090, 10.1.0.0/16, ollama.lan</c>.</param>
    /// <param name="policy">The policy, where the list can be read.</param>
    /// <param name="fault">Else the entry that can't, with what is expected.</param>
    public static bool TryParse(string? list, out InternalAddressPolicy policy, out string? fault)
    {
        (policy, fault) = (PublicOnly, null);
        var allowed = new List<AllowedHost>();
        foreach (var entry in (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (AllowedHost.Parse(entry) is not { } host)
            {
                fault = $"{SettingName} (Http:AllowedInternalHosts): \"{entry}\" is not a host, host:port or network such as 10.1.0.0/16; separate several by commas.";
                return false;
            }

            allowed.Add(host);
        }

        policy = new InternalAddressPolicy(allowed);
        return true;
    }

    /// <summary>Reads a list as <see cref="TryParse"/> does.</summary>
    /// <exception cref="FormatException">An entry can't be read; the message names it.</exception>
    public static InternalAddressPolicy Parse(string? list) =>
        TryParse(list, out var policy, out var fault) ? policy : throw new FormatException(fault);

    /// <summary>
    /// Why a request may not go to this address, judged by what is written alone: scheme, user info, spelling,
    /// metadata names, literal addresses. Null: nothing speaks against it; what a name resolves to is judged at
    /// connect time by <see cref="RefuseConnection"/>.
    /// </summary>
    public string? RefuseAddress(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri) return "The address is not absolute: write it with https://.";
        if (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps) return $"Only http and https addresses can be reached, not {address.Scheme}.";
        if (address.UserInfo.Length > 0) return "The address holds a user name or password: leave it out.";
        if (HostSpelling.IsOdd(address)) return "The address's host is not written in its plain form.";
        var host = address.IdnHost;
        if (MetadataNames.Contains(host.TrimEnd('.'), StringComparer.OrdinalIgnoreCase) && !_allowed.Any(allowed => allowed.MatchesName(host)))
            return Refusal(host);
        return IPAddress.TryParse(host, out var literal) ? RefuseConnection(host, address.Port, literal) : null;
    }

    /// <summary>Why no connection may be made to what a host resolved to; null: it may.</summary>
    /// <param name="host">The host as the address names it.</param>
    /// <param name="port">The port.</param>
    /// <param name="address">What it resolved to.</param>
    public string? RefuseConnection(string host, int port, IPAddress address)
    {
        var plain = SpecialNetworks.Unwrap(address);
        return SpecialNetworks.IsPublic(plain) || _allowed.Any(allowed => allowed.Covers(host, port, plain)) ? null : Refusal(host);
    }

    private static string Refusal(string host) =>
        $"The host {host} is internal to this installation's network and may not be reached. If it is meant to be, add it to {SettingName}.";
}
