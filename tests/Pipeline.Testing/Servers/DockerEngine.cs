using DotNet.Testcontainers.Configurations;

namespace Pipeline.Testing.Servers;

/// <summary>Whether a Docker engine answers on this machine.</summary>
internal static class DockerEngine
{
    private static readonly Lazy<bool> Found = new(() => TestcontainersSettings.OS.DockerEndpointAuthConfig is not null);

    /// <summary>Asked once per test process: Testcontainers tries every place where an engine could listen.</summary>
    public static bool Answers => Found.Value;
}
