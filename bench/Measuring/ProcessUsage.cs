using System.Diagnostics;

namespace Pipeline.Bench.Measuring;

/// <summary>What a process of the operating system uses.</summary>
internal static class ProcessUsage
{
    private const double Mebibyte = 1024 * 1024;

    /// <summary>Its resident memory, in MiB.</summary>
    public static double MemoryOf(int processId)
    {
        using var process = Process.GetProcessById(processId);
        return process.WorkingSet64 / Mebibyte;
    }

    /// <summary>The most resident memory that it ever had, in MiB.</summary>
    public static double PeakMemoryOf(int processId)
    {
        using var process = Process.GetProcessById(processId);
        return process.PeakWorkingSet64 / Mebibyte;
    }

    /// <summary>The processor time that it has used so far.</summary>
    public static TimeSpan ProcessorTimeOf(int processId)
    {
        using var process = Process.GetProcessById(processId);
        return process.TotalProcessorTime;
    }
}
