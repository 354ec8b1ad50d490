using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Pipeline.Domain.Faults;

/// <summary>What the operating system does to a process that is killed or stopped, done to this one.</summary>
internal static class ProcessSignals
{
    private const int StopOnLinux = 19;
    private const int StopElsewhere = 17;

    /// <summary>SIGKILL: nothing of this program runs any more, no <c>finally</c> and no last word.</summary>
    public static void Kill()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }

    /// <summary>
    /// SIGSTOP, to the calling thread: it takes all others with it, and is itself stopped before the call returns. (Sent to
    /// the process, another thread may take it, and this one go on for a while.)
    /// </summary>
    public static void Stop()
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("Windows can't freeze a process by a signal.");
        _ = Raise(OperatingSystem.IsLinux() ? StopOnLinux : StopElsewhere);
    }

    [DllImport("libc", EntryPoint = "raise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Raise(int signal);
}
