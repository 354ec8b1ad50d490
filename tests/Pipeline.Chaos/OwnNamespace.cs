using System.Diagnostics;
using Pipeline.Testing.Net;

namespace Pipeline.Chaos;

/// <summary>Runs this program once more, in a network namespace of its own.</summary>
internal static class OwnNamespace
{
    /// <summary>Returns its exit code.</summary>
    /// <exception cref="ChaosRefusedException">There are none here.</exception>
    public static async Task<int> RunAsync(IEnumerable<string> args)
    {
        if (NetworkNamespace.Obstacle is { } obstacle) throw new ChaosRefusedException($"Three brokers can't be had here: {obstacle}.");
        var program = Environment.ProcessPath!;
        using var run = Process.Start(NetworkNamespace.Start(program, [typeof(OwnNamespace).Assembly.Location, .. args]))!;
        await run.WaitForExitAsync();
        return run.ExitCode;
    }
}
