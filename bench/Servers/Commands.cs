using System.ComponentModel;
using System.Diagnostics;
using Pipeline.Testing.Processes;

namespace Pipeline.Bench.Servers;

/// <summary>Runs other programs to their end.</summary>
internal static class Commands
{
    /// <summary>What a command wrote.</summary>
    /// <exception cref="InvalidOperationException">It failed; with what it wrote.</exception>
    public static async Task<string> OutputAsync(ProcessStartInfo start, CancellationToken cancellation)
    {
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        OrphanGuard.Watch(process, ProcessSignal.Kill);
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0
                ? await output
                : throw new InvalidOperationException($"{start.FileName} ended with {process.ExitCode}: {await error}{await output}");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            OrphanGuard.Release(process.Id);
        }
    }

    /// <summary>Whether a command can be run and succeeds.</summary>
    public static async Task<bool> SucceedsAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        try
        {
            await OutputAsync(new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }, cancellation);
            return true;
        }
        catch (Exception absent) when (absent is Win32Exception or InvalidOperationException)
        {
            return false;
        }
    }
}
