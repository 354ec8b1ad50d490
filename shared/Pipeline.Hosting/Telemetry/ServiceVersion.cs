using System.Reflection;

namespace Pipeline.Hosting.Telemetry;

/// <summary>The version of the program.</summary>
public static class ServiceVersion
{
    /// <summary>As in the assemblies, without the commit, e.g. <c>0.1.0</c>.</summary>
    public static string Current { get; } =
        typeof(ServiceVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";
}
