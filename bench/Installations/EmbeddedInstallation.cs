using System.Diagnostics;
using Pipeline.Testing;
using Pipeline.Testing.Http;
using Pipeline.Testing.Processes;

namespace Pipeline.Bench.Installations;

/// <summary>The embedded program at a site that answers at once: one process, SQLite, the bus in memory.</summary>
internal sealed class EmbeddedInstallation : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo _folder;

    private EmbeddedInstallation(DirectoryInfo folder, ServiceProcess program, TimeSpan readyAfter, JsonApi api) =>
        (_folder, Program, ReadyAfter, Api) = (folder, program, readyAfter, api);

    public ServiceProcess Program { get; }

    /// <summary>How long it took to be ready, in a new folder.</summary>
    public TimeSpan ReadyAfter { get; }

    public JsonApi Api { get; }

    public static async Task<EmbeddedInstallation> StartAsync(IReadOnlyDictionary<string, string?> settings, CancellationToken cancellation)
    {
        var (folder, port) = (Directory.CreateTempSubdirectory("pipeline-bench-"), FreePort.Next());
        var started = Stopwatch.GetTimestamp();
        var all = new Dictionary<string, string?>(settings.Concat(BenchInstallation.Common));
        var program = ServiceProcess.Start("bench", all, ["worker", ZeroLatencyWorker.Embedded, "--port", $"{port}", "--data", folder.FullName, "--no-demo", "--applicationName", "Pipeline.Standalone"], port);
        try
        {
            await program.ReadyAsync(StartLimit, cancellation);
            return new(folder, program, Stopwatch.GetElapsedTime(started), new JsonApi(new Uri(program.Address, "api/v1/"), BenchInstallation.Token, Patience));
        }
        catch
        {
            await program.DisposeAsync();
            folder.Delete(recursive: true);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Program.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
