using System.Globalization;

namespace Pipeline.Hosting.Health;

/// <summary>The memory that the process may occupy.</summary>
internal static class MemoryLimit
{
    // https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files, and its older form
    private static readonly string[] ControlGroupFiles = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"];

    /// <summary>
    /// The container's limit, or the machine's memory where there is none. The garbage collector's own figure is
    /// smaller in a container (three quarters of the limit), so it serves only as the machine's.
    /// </summary>
    public static long OfThisProcess()
    {
        var machine = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var container = ControlGroupFiles.Where(File.Exists).Select(file => Parse(File.ReadAllText(file))).FirstOrDefault(limit => limit is not null);
        return container ?? machine;
    }

    /// <summary>The limit that such a file states; null if it says that there is none (<c>max</c>, or a number beyond any machine).</summary>
    internal static long? Parse(string text)
    {
        const long unlimited = 1L << 60;
        return long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit < unlimited ? limit : null;
    }
}
