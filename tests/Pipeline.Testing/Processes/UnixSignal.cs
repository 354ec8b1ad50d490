using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Pipeline.Testing.Processes;

/// <summary>Signals that .NET has no call for. Only on Linux and macOS, where the tests with real processes run.</summary>
internal static class UnixSignal
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;

    private const int NoSuchProcess = 3;

    /// <summary>Sends a signal to one process; one that has ended already is left in peace.</summary>
    public static void Send(Process process, int signal)
    {
        if (process.HasExited)
            return;
        if (SendSignal(process.Id, signal) != 0 && Marshal.GetLastPInvokeError() is var error and not NoSuchProcess)
            throw new Win32Exception(error, $"Signal {signal} to process {process.Id} was refused.");
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int processId, int signal);
}
