using Pipeline.Domain.Faults;
using Pipeline.Testing;

namespace Pipeline.Faults.CrashPoints;

/// <summary>The embedded program, which dies as a whole: the bus in memory with it.</summary>
public sealed class EmbeddedCrashes : CrashedInstallation
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pipeline-crashes-").FullName;

    protected override Task<Uri> PrepareAsync()
    {
        var port = FreePort.Next();
        Add("Standalone", Settings, port, ["--port", $"{port}", "--data", _folder, "--no-demo"], Enum.GetValues<CrashPoint>());
        return Task.FromResult(new Uri($"http://127.0.0.1:{port}/"));
    }

    protected override Task CleanAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }
}
