using System.Globalization;
using System.Security.Cryptography;

namespace Pipeline.Chaos;

/// <summary>What a run is told.</summary>
/// <param name="Mode">What is put to the test.</param>
/// <param name="Storm">How long faults strike.</param>
/// <param name="Seed">Decides the faults, their order, their victims and how long they last.</param>
public sealed record ChaosOptions(ChaosMode Mode, TimeSpan Storm, int Seed)
{
    private const string Known = """
        Possible are:
          --minutes N       how long faults strike (0.1 to 1440; default 20)
          --seed N          the same seed strikes with the same faults in the same order (default: a random one, printed)
          --mode MODE       production (default), embedded or cluster
        """;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ChaosRefusedException">An option can't be read; says which and what is allowed.</exception>
    public static ChaosOptions Parse(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var options = new ChaosOptions(ChaosMode.Production, TimeSpan.FromMinutes(20), RandomNumberGenerator.GetInt32(1, int.MaxValue));
        for (var i = 0; i < args.Count; i += 2)
        {
            var (name, value) = (args[i], i + 1 < args.Count ? args[i + 1] : "");
            options = name switch
            {
                "--minutes" => options with { Storm = ReadMinutes(value) },
                "--seed" => options with { Seed = ReadSeed(value) },
                "--mode" => options with { Mode = ReadMode(value) },
                _ => throw new ChaosRefusedException($"chaos has no option '{name}'. {Known}"),
            };
        }

        return options;
    }

    private static TimeSpan ReadMinutes(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes) && minutes is >= 0.1 and <= 1440
            ? TimeSpan.FromMinutes(minutes)
            : throw new ChaosRefusedException($"--minutes must be a number from 0.1 to 1440, not '{text}'.");

    private static int ReadSeed(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : throw new ChaosRefusedException($"--seed must be a whole number from 0 to {int.MaxValue}, not '{text}'.");

    private static ChaosMode ReadMode(string text) =>
        Enum.GetValues<ChaosMode>().Where(mode => $"{mode}".Equals(text, StringComparison.OrdinalIgnoreCase)).Select(mode => (ChaosMode?)mode).SingleOrDefault()
            ?? throw new ChaosRefusedException($"--mode must be production, embedded or cluster, not '{text}'.");
}
