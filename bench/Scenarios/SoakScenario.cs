using System.Diagnostics;
using Pipeline.Bench.Installations;
using Pipeline.Bench.Measuring;
using Pipeline.Bench.Servers;
using Pipeline.Testing.Processes;

namespace Pipeline.Bench.Scenarios;

/// <summary>
/// Whether memory grows: half an hour of load without a pause, each service's resident memory at its end against what it was
/// five minutes after its beginning. Taken once, however often the others are repeated.
/// </summary>
internal sealed class SoakScenario : IScenario
{
    private const int Batch = 2_000;

    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(30);

    public string Name => "soak";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchServers servers, int repeats, CancellationToken cancellation)
    {
        await using var installation = await BenchInstallation.StartAsync(servers, ThroughputScenario.Settings, cancellation);
        await installation.AddZeroLatencyWorkersAsync(cancellation);
        var processes = await installation.PrepareAsync(cancellation);
        List<ServiceProcess> all = [installation.Gateway, .. installation.Workers];
        var early = await MemoryAfterAsync(all, processes, Settling, cancellation);
        var late = await MemoryAfterAsync(all, processes, Long, cancellation);
        return
        [
            .. all.Select((_, i) => new Figure(
                $"resident memory after {Long.TotalMinutes} min of load: {(i == 0 ? "gateway" : BenchInstallation.Stages[i - 1])}", "MiB", Goal.Most(1.1), new([late[i]]), new("at its beginning", new([early[i]])))),
        ];
    }

    private static async Task<List<double>> MemoryAfterAsync(List<ServiceProcess> services, BenchProcesses processes, TimeSpan time, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < time) await processes.PostAllAsync(Batch, cancellation);
        return [.. services.Select(service => ProcessUsage.MemoryOf(service.Id))];
    }
}
