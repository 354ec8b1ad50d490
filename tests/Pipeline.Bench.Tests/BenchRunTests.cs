using System.Text.Json.Nodes;

namespace Pipeline.Bench.Tests;

/// <summary>A whole run: real servers, the services as processes, a table and a file.</summary>
public sealed class BenchRunTests
{
    [Fact]
    public async Task A_scenario_is_measured_and_told()
    {
        var folder = Directory.CreateTempSubdirectory("pipeline-bench-");
        try
        {
            var (output, file) = (new StringWriter(), Path.Combine(folder.FullName, "new", "figures.json"));

            Assert.True(await BenchRun.RunAsync(BenchOptions.Parse(["latency", "--repeats", "1", "--json", file]), output, TestContext.Current.CancellationToken));

            Assert.Contains("| latency of a lone record, p50", output.ToString(), StringComparison.Ordinal);
            var figure = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!["figures"]!.AsArray().Single()!;
            Assert.True(figure["measured"]!["median"]!.GetValue<double>() > 0);
            Assert.True(figure["reference"]!["measured"]!["median"]!.GetValue<double>() > 0);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
