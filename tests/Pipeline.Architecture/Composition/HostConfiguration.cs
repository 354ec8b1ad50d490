using System.Security.Cryptography;

namespace Pipeline.Architecture.Composition;

/// <summary>A configuration that any service can be built with, as arguments.</summary>
internal static class HostConfiguration
{
    public static string[] Valid(params string[] more) =>
    [
        "--Database:Provider=sqlite",
        $"--ConnectionStrings:Pipeline=Data Source={Path.Combine(Path.GetTempPath(), $"composition-{Guid.NewGuid():N}.db")}",
        "--Bus:Transport=memory",
        $"--Secrets:MasterKey={Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}",
        .. more,
    ];
}
