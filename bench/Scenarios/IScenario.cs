using Pipeline.Bench.Measuring;
using Pipeline.Bench.Servers;

namespace Pipeline.Bench.Scenarios;

/// <summary>Something that is measured.</summary>
internal interface IScenario
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    /// <summary>Takes its figures.</summary>
    /// <param name="servers">Real servers, started for this run.</param>
    /// <param name="repeats">How often each figure is taken.</param>
    /// <param name="cancellation">Ends it early.</param>
    Task<IReadOnlyList<Figure>> RunAsync(BenchServers servers, int repeats, CancellationToken cancellation);
}
