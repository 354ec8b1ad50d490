using Pipeline.Bench.Installations;
using Pipeline.Bench.Measuring;
using Pipeline.Bench.Servers;
using Pipeline.Testing.Processes;

namespace Pipeline.Bench.Scenarios;

/// <summary>What the five services cost: how soon they are ready, what they use while nothing happens and under a load.</summary>
internal sealed class FootprintScenario : IScenario
{
    private const int Records = 5_000;

    private static readonly string[] Services = ["Discovery", "Preparation", "Generation", "Posting"];
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(20);

    /// <summary>Some of what a service does by itself comes once a minute.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromMinutes(1);

    public string Name => "footprint";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchServers servers, int repeats, CancellationToken cancellation)
    {
        List<double> ready = [], idleMemory = [], idleProcessor = [], loadMemory = [];
        for (var i = 0; i < repeats; i++)
        {
            await MeasureIdleAsync(servers, ready, idleMemory, idleProcessor, cancellation);
            loadMemory.Add(await MeasureLoadAsync(servers, cancellation));
        }

        return
        [
            new("start to ready, the slowest service", "s", Goal.Most(2), new(ready)),
            new("resident memory, idle, the largest service", "MiB", Goal.Most(110), new(idleMemory)),
            new("resident memory, peak under the throughput load, the largest service", "MiB", Goal.Most(220), new(loadMemory)),
            new("idle processor time of all five services", "% of a core", Goal.Most(2), new(idleProcessor)),
        ];
    }

    private static async Task MeasureIdleAsync(BenchServers servers, List<double> ready, List<double> memory, List<double> processor, CancellationToken cancellation)
    {
        await using var installation = await BenchInstallation.StartAsync(servers, new Dictionary<string, string?>(), cancellation);
        var slowest = 0.0;
        foreach (var service in Services)
            slowest = Math.Max(slowest, await Stopwatches.MillisecondsAsync(() => installation.Start(service).ReadyAsync(StartLimit, cancellation)) / 1_000);
        ready.Add(Math.Max(slowest, installation.GatewayReadyAfter.TotalSeconds));

        List<ServiceProcess> all = [.. installation.Workers, installation.Gateway];
        await Window.PassAsync(Settling, cancellation); // Until what a start leaves behind is done.
        var before = all.Sum(service => ProcessUsage.ProcessorTimeOf(service.Id).TotalSeconds);
        await Window.PassAsync(Calm, cancellation);
        processor.Add(100 * (all.Sum(service => ProcessUsage.ProcessorTimeOf(service.Id).TotalSeconds) - before) / Calm.TotalSeconds);
        memory.Add(all.Max(service => ProcessUsage.MemoryOf(service.Id)));
    }

    private static async Task<double> MeasureLoadAsync(BenchServers servers, CancellationToken cancellation)
    {
        await using var installation = await BenchInstallation.StartAsync(servers, ThroughputScenario.Settings, cancellation);
        await installation.AddZeroLatencyWorkersAsync(cancellation);
        var processes = await installation.PrepareAsync(cancellation);
        await processes.PostAllAsync(Records, cancellation);
        return installation.Workers.Append(installation.Gateway).Max(service => ProcessUsage.PeakMemoryOf(service.Id));
    }
}
