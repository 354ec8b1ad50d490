using Pipeline.Testing;
using Pipeline.Testing.Processes;

namespace Pipeline.Faults.CrashPoints;

/// <summary>A program that is told to freeze at a place stands still there, as by <c>kill -STOP</c>.</summary>
public sealed class FreezeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pipeline-freeze-").FullName;

    [Fact]
    public async Task It_stands_still_and_doesn_t_answer()
    {
        var settings = new Dictionary<string, string?> { ["CrashPoints__Freeze"] = "counts.folded#2" };
        await using var program = ServiceProcess.Start("services/Standalone", settings, ["--port", $"{FreePort.Next()}", "--data", _folder, "--no-demo"]);

        await Eventually.TrueAsync(
            async () => (await File.ReadAllTextAsync($"/proc/{program.Id}/status", TestContext.Current.CancellationToken)).Contains("State:\tT", StringComparison.Ordinal),
            TimeSpan.FromMinutes(2), $"it is stopped: {program.Output}", TestContext.Current.CancellationToken);

        Assert.Contains("Crash points are armed", program.Output, StringComparison.Ordinal);
        Assert.False(program.HasExited);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
