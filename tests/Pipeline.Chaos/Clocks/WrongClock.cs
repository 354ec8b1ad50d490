using System.Globalization;

namespace Pipeline.Chaos.Clocks;

/// <summary>
/// The time of day that one process sees, which can be set wrong while it runs. The process loads <see cref="ClockStartup"/>
/// with the means that .NET has for it; nothing in it is made for that.
/// </summary>
public sealed class WrongClock : IDisposable
{
    /// <summary>The variable that names the file with the offset.</summary>
    internal const string FileVariable = "PIPELINE_CHAOS_CLOCK";

    private readonly string _file = Path.GetTempFileName();

    /// <summary>It begins right.</summary>
    public WrongClock() => Set(TimeSpan.Zero);

    /// <summary>The environment of the process.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>
    {
        ["DOTNET_STARTUP_HOOKS"] = typeof(WrongClock).Assembly.Location,
        ["ASPNETCORE_HOSTINGSTARTUPASSEMBLIES"] = typeof(WrongClock).Assembly.GetName().Name,
        [FileVariable] = _file,
    };

    /// <summary>From now on it goes wrong by so much.</summary>
    public void Set(TimeSpan offset)
    {
        // Replaced as a whole: the process may read it at any moment.
        var next = _file + ".next";
        File.WriteAllText(next, offset.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        File.Move(next, _file, overwrite: true);
    }

    public void Dispose() => File.Delete(_file);
}
