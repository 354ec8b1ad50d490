using System.Diagnostics;
using System.Net;
using System.Text;

namespace Pipeline.Testing.Processes;

/// <summary>One of the solution's services as a process of the operating system, on a port of its own, with its output kept.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(60);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };

    private readonly Process process;
    private readonly StringBuilder output = new();

    private ServiceProcess(string name, ProcessStartInfo start, Uri address)
    {
        Name = name;
        Address = address;
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    /// <summary>The service's name, as in its folder.</summary>
    public string Name { get; }

    /// <summary>Where it listens, with a slash at its end.</summary>
    public Uri Address { get; }

    /// <summary>The process's id.</summary>
    public int Id => process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>Its exit code, once it has ended; 128 + n if signal n ended it.</summary>
    public int ExitCode => process.ExitCode;

    /// <summary>What it has written so far, both streams in the order of arrival.</summary>
    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    /// <summary>Starts a program of the solution that was built together with the tests, and doesn't wait for it.</summary>
    /// <param name="project">Its folder from the repository's root: <c>services/Posting</c>, <c>samples/DemoSite</c>.</param>
    /// <param name="environment">Settings in the environment's form, on top of this process's own environment.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="port">Where it shall listen; a free one if null.</param>
    public static ServiceProcess Start(
        string project, IReadOnlyDictionary<string, string?> environment, IEnumerable<string>? arguments = null, int? port = null)
    {
        var address = new Uri($"http://127.0.0.1:{port ?? FreePort.Next()}/");
        var program = ServiceProgram.Of(project);
        var start = new ProcessStartInfo("dotnet", [program, .. arguments ?? []])
        {
            WorkingDirectory = Path.GetDirectoryName(program),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority);
        foreach (var (key, value) in environment)
            start.Environment[key] = value;

        var service = new ServiceProcess(Path.GetFileName(project), start, address);
        service.Start();
        return service;
    }

    /// <summary>Waits until <c>/health/ready</c> answers 200.</summary>
    /// <exception cref="InvalidOperationException">It ended before; with its output.</exception>
    /// <exception cref="TimeoutException">It isn't ready in time; with its output.</exception>
    public async Task ReadyAsync(TimeSpan timeout, CancellationToken cancellation = default)
    {
        try
        {
            await Eventually.TrueAsync(async () => HasExited || await IsReadyAsync(cancellation), timeout, $"{Name} is ready", cancellation);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message}{Environment.NewLine}{Output}", late);
        }

        if (HasExited)
            throw new InvalidOperationException($"{Name} ended with {ExitCode} before it was ready.{Environment.NewLine}{Output}");
    }

    /// <summary>SIGKILL: no handler of it runs any more.</summary>
    public Task KillAsync() => EndAsync(() => process.Kill(entireProcessTree: true));

    /// <summary>Sends a signal and doesn't wait; one that has ended already is left in peace.</summary>
    public void Signal(ProcessSignal signal) => UnixSignal.Send(process, signal);

    /// <summary>SIGTERM, as an orchestrator or Ctrl-C would; returns its exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        await EndAsync(() => Signal(ProcessSignal.Terminate));
        return ExitCode;
    }

    /// <summary>Waits until it has ended by itself; returns its exit code.</summary>
    public async Task<int> ExitedAsync(CancellationToken cancellation = default)
    {
        await process.WaitForExitAsync(cancellation);
        OrphanGuard.Release(Id);
        return ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
    }

    private void Start()
    {
        if (!process.Start())
            throw new InvalidOperationException($"{Name} did not start.");
        OrphanGuard.Watch(process, ProcessSignal.Kill);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(Address, "health/ready"), cancellation);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task EndAsync(Action end)
    {
        if (!HasExited)
            end();
        using var limit = new CancellationTokenSource(ExitLimit);
        await ExitedAsync(limit.Token);
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (output)
            output.AppendLine(line);
    }
}
