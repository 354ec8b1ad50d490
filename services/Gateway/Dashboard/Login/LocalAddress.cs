using System.Diagnostics.CodeAnalysis;

namespace Pipeline.Gateway.Dashboard.Login;

/// <summary>Where a sign-in may lead to.</summary>
internal static class LocalAddress
{
    /// <summary>Whether an address is a path on this host. <c>//host</c> and <c>/\host</c> are other hosts to a browser.</summary>
    public static bool IsLocal([NotNullWhen(true)] string? address) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..] && !address.Any(char.IsControl);
}
