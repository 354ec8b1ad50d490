using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Pipeline.Testing.Processes;

/// <summary>Sends the signals that .NET has no call for. Only on Linux and macOS, where the tests with real processes run.</summary>
internal static class UnixSignal
{
    private const int NoSuchProcess = 3;

    /// <summary>Sends a signal to one process; one that has ended already is left in peace.</summary>
    public static void Send(Process process, ProcessSignal signal)
    {
        if (process.HasExited)
            return;
        if (SendSignal(process.Id, (int)signal) != 0 && Marshal.GetLastPInvokeError() is var error and not NoSuchProcess)
            throw new Win32Exception(error, $"Signal {signal} to process {process.Id} was refused.");
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int processId, int signal);
}
