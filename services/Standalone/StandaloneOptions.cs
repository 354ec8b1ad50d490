using System.Globalization;

namespace Pipeline.Standalone;

/// <summary>What the embedded program is told on its command line and by the environment; the command line wins.</summary>
/// <param name="Port">The port of the first screen and the API.</param>
/// <param name="Data">Where all state is kept: a full path.</param>
/// <param name="Demo">Whether the demo site runs with it, and a process that reads it is made ready.</param>
/// <param name="Rest">What is passed on to the configuration.</param>
public sealed record StandaloneOptions(int Port, string Data, bool Demo, string[] Rest)
{
    private const string Known = """
        Possible are:
          --port N       the port of the first screen and the API (1 to 65535; default 8080; or PIPELINE_PORT)
          --data DIR     where all state is kept (default data; or PIPELINE_DATA)
          --no-demo      no demo site, and nothing made ready to look at (or PIPELINE_NO_DEMO=1)
          --A:B=value    any setting of docs/configuration.md
        """;

    /// <summary>Settings of the web host itself, the only ones without a section.</summary>
    private static readonly string[] HostSettings = ["--urls", "--environment", "--contentRoot", "--applicationName", "--webRoot"];

    /// <summary>Reads the command line.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="environment">Reads a variable of the environment; null: that of this process.</param>
    /// <exception cref="StandaloneRefusedException">An option can't be read; says which and what is allowed.</exception>
    public static StandaloneOptions Parse(IReadOnlyList<string> args, Func<string, string?>? environment = null)
    {
        ArgumentNullException.ThrowIfNull(args);
        var options = OfEnvironment(environment ?? Environment.GetEnvironmentVariable);
        var rest = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            var (name, inline) = args[i].Split('=', 2) is [var key, var text] ? (key, text) : (args[i], null);
            switch (name)
            {
                case "--port": options = options with { Port = ReadPort(name, inline ?? Next(args, ref i)) }; break;
                case "--data": options = options with { Data = ReadFolder(inline ?? Next(args, ref i)) }; break;
                case "--no-demo": options = options with { Demo = false }; break;
                case var setting when IsSetting(setting): rest.Add($"{setting}={inline ?? Next(args, ref i)}"); break;
                default: throw new StandaloneRefusedException($"There is no option '{args[i]}'. {Known}");
            }
        }

        return options with { Rest = [.. rest] };
    }

    private static StandaloneOptions OfEnvironment(Func<string, string?> read) => new(
        read("PIPELINE_PORT") is { Length: > 0 } port ? ReadPort("PIPELINE_PORT", port) : 8080,
        ReadFolder(read("PIPELINE_DATA") is { Length: > 0 } data ? data : "data"),
        string.IsNullOrEmpty(read("PIPELINE_NO_DEMO")),
        []);

    private static bool IsSetting(string name) =>
        name.StartsWith("--", StringComparison.Ordinal) && (name.Contains(':', StringComparison.Ordinal) || HostSettings.Contains(name, StringComparer.OrdinalIgnoreCase));

    private static string Next(IReadOnlyList<string> args, ref int i) =>
        i + 1 < args.Count ? args[++i] : throw new StandaloneRefusedException($"{args[i]} needs a value.");

    private static string ReadFolder(string text) =>
        text.Length > 0 ? Path.GetFullPath(text) : throw new StandaloneRefusedException("--data needs a folder.");

    private static int ReadPort(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : throw new StandaloneRefusedException($"{name} must be a number from 1 to 65535, not '{text}'.");
}

/// <summary>The program can't start as it was told to; the message is for the person at the console.</summary>
public sealed class StandaloneRefusedException(string message) : Exception(message);
