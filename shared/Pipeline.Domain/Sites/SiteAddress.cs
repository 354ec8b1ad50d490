using System.Diagnostics.CodeAnalysis;
using Pipeline.Domain.Net;

namespace Pipeline.Domain.Sites;

/// <summary>Checks a site's base address before it is saved. What its host resolves to is judged when it is reached.</summary>
public static class SiteAddress
{
    private const string Field = "baseUrl";
    private const int MaxLength = 2_000;

    /// <summary>Reads a base address; false, with the fault, where it can't be one.</summary>
    /// <param name="baseUrl">As the person wrote it.</param>
    /// <param name="policy">Where this installation may reach.</param>
    /// <param name="address">The address, where it is good.</param>
    /// <param name="fault">Else the fault.</param>
    public static bool TryRead(
        string? baseUrl, InternalAddressPolicy policy, [NotNullWhen(true)] out Uri? address, [NotNullWhen(false)] out SettingFault? fault)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var message = Judge(baseUrl, policy, out address);
        fault = message is null ? null : new SettingFault(Field, message);
        if (message is not null) address = null;
        return message is null;
    }

    private static string? Judge(string? baseUrl, InternalAddressPolicy policy, out Uri? address)
    {
        address = null;
        if (string.IsNullOrWhiteSpace(baseUrl)) return "Is missing: give the site's address, e.g. https://www.example.org/.";
        if (baseUrl.Length > MaxLength || !Uri.TryCreate(baseUrl.Trim(), UriKind.Absolute, out address)) return "Is not an address: write it as https://www.example.org/.";
        if (policy.RefuseAddress(address) is { } refusal) return refusal;
        return address.Query.Length > 0 || address.Fragment.Length > 0 ? "Must end before ? and #: give the site's start page." : null;
    }
}
