using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pipeline.Bench.Measuring;
using Pipeline.Bench.Scenarios;
using Pipeline.Bench.Servers;

namespace Pipeline.Bench;

/// <summary>One run: real servers, each scenario after the other, a table and a file. Nothing in it is drawn at random.</summary>
internal sealed class BenchRun
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly BenchOptions _options;
    private readonly BenchServers _servers;
    private readonly TextWriter _output;
    private readonly Machine _machine;
    private readonly List<Figure> _figures = [];

    private BenchRun(BenchOptions options, BenchServers servers, TextWriter output) =>
        (_options, _servers, _output, _machine) = (options, servers, output, Machine.Here(servers.PostgresVersion, servers.RabbitMqVersion));

    /// <summary>Runs, and says on <paramref name="output"/> what was measured.</summary>
    /// <returns>Whether all could be measured.</returns>
    public static async Task<bool> RunAsync(BenchOptions options, TextWriter output, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(output);
        await using var servers = await BenchServers.StartAsync(cancellation);
        return await new BenchRun(options, servers, output).RunAsync(cancellation);
    }

    private async Task<bool> RunAsync(CancellationToken cancellation)
    {
        await _output.WriteLineAsync($"{_machine}; each figure {_options.Repeats} times, the median counts");
        var all = true;
        foreach (var scenario in _options.Scenarios) all &= await MeasureAsync(scenario, cancellation);
        await _output.WriteLineAsync($"{Environment.NewLine}{FigureTable.Of(_figures)}{Environment.NewLine}{Environment.NewLine}The figures, with each measurement: {_options.Json}");
        return all;
    }

    /// <summary>What goes wrong with one leaves the figures of the others.</summary>
    private async Task<bool> MeasureAsync(IScenario scenario, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            _figures.AddRange(await scenario.RunAsync(_servers, _options.Repeats, cancellation));
            await WriteAsync(cancellation);
            await _output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {scenario.Name,-14} {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s"));
            return true;
        }
#pragma warning disable CA1031 // Whatever it is, it is told, and the others are measured all the same.
        catch (Exception failed) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            await _output.WriteLineAsync($"  {scenario.Name,-14} could not be measured: {failed}");
            return false;
        }
    }

    private async Task WriteAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_options.Json)!);
        await using var file = File.Create(_options.Json);
        await JsonSerializer.SerializeAsync(file, new { At = DateTime.UtcNow, Machine = _machine, _options.Repeats, Figures = _figures }, Readable, cancellation);
    }
}
