using System.Globalization;
using Pipeline.Bench.Scenarios;
using Pipeline.Testing;

namespace Pipeline.Bench;

/// <summary>What a run is told.</summary>
/// <param name="Scenarios">What is measured, in order.</param>
/// <param name="Repeats">How often each figure is taken.</param>
/// <param name="Json">Where the figures are written, for programs.</param>
internal sealed record BenchOptions(IReadOnlyList<IScenario> Scenarios, int Repeats, string Json)
{
    private const int FewestRepeats = 1;
    private const int MostRepeats = 100;
    private const int DefaultRepeats = 5;

    private static string Known => $"""
        Possible are:
          {string.Join(", ", ScenarioCatalog.All.Select(scenario => scenario.Name))}   what to measure (default: all of it)
          --repeats N       how often each figure is taken ({FewestRepeats} to {MostRepeats}; default {DefaultRepeats})
          --json FILE       where the figures are written (default: artifacts/bench.json)
        """;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="BenchRefusedException">It can't be read; says what is wrong and what is possible.</exception>
    public static BenchOptions Parse(IReadOnlyList<string> args)
    {
        var (names, repeats, json) = (new List<string>(), DefaultRepeats, RepositoryRoot.Of("artifacts/bench.json"));
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == "--repeats") repeats = ReadRepeats(ValueOf(args, i++));
            else if (args[i] == "--json") json = Path.GetFullPath(ValueOf(args, i++));
            else names.Add(args[i]);
        }

        return new(names.Count == 0 ? ScenarioCatalog.All : [.. names.Distinct().Select(Find)], repeats, json);
    }

    private static string ValueOf(IReadOnlyList<string> args, int at) =>
        at + 1 < args.Count && args[at + 1] is { Length: > 0 } value && !value.StartsWith("--", StringComparison.Ordinal)
            ? value
            : throw new BenchRefusedException($"{args[at]} needs a value. {Known}");

    private static int ReadRepeats(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var repeats) && repeats is >= FewestRepeats and <= MostRepeats
            ? repeats
            : throw new BenchRefusedException($"--repeats must be a whole number from {FewestRepeats} to {MostRepeats}, not '{text}'. {Known}");

    private static IScenario Find(string name) =>
        ScenarioCatalog.All.FirstOrDefault(scenario => scenario.Name == name) ?? throw new BenchRefusedException($"bench has no '{name}'. {Known}");
}
