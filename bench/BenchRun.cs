using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pipeline.Bench.Measuring;
using Pipeline.Bench.Servers;

namespace Pipeline.Bench;

/// <summary>One run: real servers, each scenario after the other, a table and a file.</summary>
internal static class BenchRun
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<int> RunAsync(BenchOptions options, TextWriter output)
    {
        using var interrupted = new CancellationTokenSource();
        Console.CancelKeyPress += (_, key) =>
        {
            key.Cancel = true;
            interrupted.Cancel();
        };
        try
        {
            return await MeasureAsync(options, output, interrupted.Token);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Interrupted.");
            return 130;
        }
    }

    private static async Task<int> MeasureAsync(BenchOptions options, TextWriter output, CancellationToken cancellation)
    {
        await using var servers = await BenchServers.StartAsync(cancellation);
        var machine = Machine.Here(servers.PostgresVersion, servers.RabbitMqVersion);
        await output.WriteLineAsync($"{machine}; each figure {options.Repeats} times, the median counts");
        var figures = new List<Figure>();
        foreach (var scenario in options.Scenarios)
        {
            var started = Stopwatch.GetTimestamp();
            figures.AddRange(await scenario.RunAsync(servers, options.Repeats, cancellation));
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {scenario.Name,-14} {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s"));
        }

        await output.WriteLineAsync();
        await output.WriteLineAsync(FigureTable.Of(figures));
        await WriteAsync(options, machine, figures, cancellation);
        await output.WriteLineAsync($"{Environment.NewLine}The figures, with each measurement: {options.Json}");
        return 0;
    }

    private static async Task WriteAsync(BenchOptions options, Machine machine, List<Figure> figures, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(options.Json)!);
        await using var file = File.Create(options.Json);
        await JsonSerializer.SerializeAsync(file, new { At = DateTime.UtcNow, Machine = machine, options.Repeats, Figures = figures }, Readable, cancellation);
    }
}
