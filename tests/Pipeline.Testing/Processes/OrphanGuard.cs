using System.Diagnostics;

namespace Pipeline.Testing.Processes;

/// <summary>
/// Ends what this test process started and removes its folders once it is gone, however it went: also by a crash or SIGKILL, where no handler of
/// its own runs. A shell reads the list from a pipe; the pipe's end is the end of the test process.
/// </summary>
internal static class OrphanGuard
{
    private const string Script = """
        trap '' INT TERM HUP
        exec >/dev/null 2>&1
        # Where the first process of a container doesn't reap its orphans, they stay as zombies.
        runs() { kill -0 "$1" && ! grep -q '^State:.Z' "/proc/$1/status"; }
        declare -A signals folders
        while read -r verb subject signal; do
          case $verb in
            watch) signals[$subject]=$signal ;;
            release) unset "signals[$subject]" ;;
            folder) folders[$subject]=1 ;;
            removed) unset "folders[$subject]" ;;
          esac
        done
        for process in "${!signals[@]}"; do kill -s "${signals[$process]}" "$process"; done
        for try in {1..300}; do
          left=0
          for process in "${!signals[@]}"; do runs "$process" && left=1; done
          [ "$left" = 0 ] && break
          sleep 0.1
        done
        for process in "${!signals[@]}"; do kill -KILL "$process"; done
        [ "${#folders[@]}" = 0 ] || rm -rf -- "${!folders[@]}"
        """;

    private static readonly Lock Gate = new();
    private static Process? shell;

    /// <summary>From now on <paramref name="process"/> gets <paramref name="signal"/> when this test process is gone.</summary>
    public static void Watch(Process process, ProcessSignal signal) => Tell($"watch {process.Id} {(int)signal}");

    /// <summary>The process has ended: its id may belong to another one soon.</summary>
    public static void Release(int processId) => Tell($"release {processId}");

    /// <summary>A new temporary folder that is removed with this test process at the latest.</summary>
    public static string NewFolder(string purpose)
    {
        var folder = Directory.CreateTempSubdirectory($"pipeline-{purpose}-").FullName;
        Tell($"folder {folder}");
        return folder;
    }

    /// <summary>Removes a folder that <see cref="NewFolder"/> made.</summary>
    public static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Tell($"removed {folder}");
    }

    private static void Tell(string line)
    {
        if (OperatingSystem.IsWindows())
            return;
        lock (Gate)
        {
            shell ??= Start();
            shell.StandardInput.WriteLine(line);
        }
    }

    private static Process Start()
    {
        var start = new ProcessStartInfo("bash", ["-c", Script]) { RedirectStandardInput = true };
        var process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        process.StandardInput.AutoFlush = true;
        return process;
    }
}
