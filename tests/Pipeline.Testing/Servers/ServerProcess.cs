using System.Diagnostics;
using Pipeline.Testing.Processes;

namespace Pipeline.Testing.Servers;

/// <summary>A private server: one of the scripts beside this file, running in the foreground with a folder of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>How a script says that its programs aren't there (sysexits' EX_UNAVAILABLE).</summary>
    private const int NotInstalled = 69;

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);

    private readonly string script;
    private readonly string[] ports;
    private readonly ProcessSignal stopSignal;
    private readonly Func<CancellationToken, Task<bool>> answers;
    private readonly IReadOnlyDictionary<string, string> environment;
    private readonly IReadOnlyList<string> within;
    private readonly string folder;
    private Process? process;

    /// <param name="script">One of the scripts beside this file.</param>
    /// <param name="ports">What it is given after its folder.</param>
    /// <param name="stopSignal">What stops it orderly.</param>
    /// <param name="answers">Whether it can be used.</param>
    /// <param name="password">The password of its user; null: a new one.</param>
    /// <param name="environment">What it is told besides.</param>
    /// <param name="within">A command that runs the script elsewhere, in a network namespace for instance; null: it runs here.</param>
    public ServerProcess(
        string script, IEnumerable<int> ports, ProcessSignal stopSignal, Func<CancellationToken, Task<bool>> answers,
        string? password = null, IReadOnlyDictionary<string, string>? environment = null, IReadOnlyList<string>? within = null)
    {
        Password = password ?? NewPassword();
        this.environment = environment ?? new Dictionary<string, string>();
        this.within = within ?? [];
        this.script = script;
        this.ports = [.. ports.Select(port => port.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        this.stopSignal = stopSignal;
        this.answers = answers;
        folder = OrphanGuard.NewFolder(System.IO.Path.GetFileNameWithoutExtension(script));
        // The server may run as another user, who has to get through to its data.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    /// <summary>The password that the script gives to the server's user <c>pipeline</c>.</summary>
    public string Password { get; }

    private string Log => Path.Combine(folder, "log");

    private string Data => Path.Combine(folder, "server");

    private bool Runs => process is { HasExited: false };

    /// <summary>Starts it on the folder as it is: the first time a new server, later the same one with its data. Returns when it answers.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        if (Runs)
            return;
        if (OperatingSystem.IsWindows())
            throw new ServerUnavailableException("Private servers start through bash: on Windows run Docker, or set PIPELINE_TEST_POSTGRES and PIPELINE_TEST_RABBITMQ.");

        process = Launch();
        OrphanGuard.Watch(process, stopSignal);
        await Eventually.TrueAsync(
            async () => !Runs || await answers(cancellation), StartLimit, $"{script} answers. {LogTail()}", cancellation);
        if (!Runs)
            throw new ServerUnavailableException(process.ExitCode == NotInstalled ? LogTail() : $"{script} ended at once with {process.ExitCode}. {LogTail()}");
    }

    /// <summary>Asks it to stop orderly and waits until it has.</summary>
    public Task StopAsync() => EndAsync(() => UnixSignal.Send(process!, stopSignal));

    /// <summary>SIGKILL to it and to all that it started: what a power cut does, the disk aside.</summary>
    public Task KillAsync() => EndAsync(() => process!.Kill(entireProcessTree: true));

    /// <summary>SIGKILL, and all its data is gone.</summary>
    public async Task WipeAsync()
    {
        await KillAsync();
        Directory.Delete(Data, recursive: true);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        OrphanGuard.Remove(folder);
    }

    /// <summary>A password that nobody guesses.</summary>
    public static string NewPassword() => Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(12));

    private Process Launch()
    {
        // The output goes to a file and not through a pipe of ours: the server outlives this process by a moment if this one dies.
        string[] arguments = ["-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null", "bash", Log, .. within, "bash", ScriptPath, Data, .. ports];
        var start = new ProcessStartInfo("bash", arguments);
        start.Environment["PIPELINE_SERVER_PASSWORD"] = Password;
        foreach (var (key, value) in environment) start.Environment[key] = value;
        return Process.Start(start) ?? throw new InvalidOperationException($"{script} did not start.");
    }

    private string ScriptPath => RepositoryRoot.Of($"tests/Pipeline.Testing/Servers/{script}");

    private async Task EndAsync(Action end)
    {
        if (process is null)
            return;
        end();
        using var limit = new CancellationTokenSource(StopLimit);
        await process.WaitForExitAsync(limit.Token);
        OrphanGuard.Release(process.Id);
        process.Dispose();
        process = null;
    }

    private string LogTail() => File.Exists(Log) ? string.Join(Environment.NewLine, File.ReadLines(Log).TakeLast(20)) : "";
}
