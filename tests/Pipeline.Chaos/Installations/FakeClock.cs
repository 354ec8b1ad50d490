using System.Globalization;

namespace Pipeline.Chaos.Installations;

/// <summary>
/// The clock that one process sees, set wrong by libfaketime (https://github.com/wolfcw/libfaketime): the time of day only, as
/// an administrator or a broken NTP server would set it.
/// </summary>
public sealed class FakeClock : IDisposable
{
    private static readonly string? Library = Find();

    private readonly string _file = Path.GetTempFileName();

    /// <summary>It begins right.</summary>
    public FakeClock() => Set(TimeSpan.Zero);

    /// <summary>Whether clocks can be set wrong on this machine.</summary>
    public static bool IsPossible => Library is not null;

    /// <summary>The environment of the process.</summary>
    public IReadOnlyDictionary<string, string?> Environment => Library is null
        ? new Dictionary<string, string?>()
        : new Dictionary<string, string?>
        {
            ["LD_PRELOAD"] = Library,
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
            ["FAKETIME_CACHE_DURATION"] = "1",
            ["FAKETIME_TIMESTAMP_FILE"] = _file,
        };

    /// <summary>From now on it goes wrong by so much.</summary>
    public void Set(TimeSpan offset)
    {
        // Replaced as a whole: the process may read it at any moment.
        var next = _file + ".next";
        File.WriteAllText(next, offset.TotalSeconds.ToString("+0;-0;+0", CultureInfo.InvariantCulture));
        File.Move(next, _file, overwrite: true);
    }

    public void Dispose() => File.Delete(_file);

    private static string? Find() =>
        new[] { "/usr/lib", "/usr/lib64", "/usr/local/lib" }.Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "libfaketimeMT.so*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2, IgnoreInaccessible = true }))
            .FirstOrDefault();
}
