using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Pipeline.Bench.Measuring;

/// <summary>What the figures were taken on.</summary>
internal sealed record Machine(string Pipeline, string System, string Processor, int Cores, double MemoryGiB, string Runtime, string Postgres, string RabbitMq)
{
    /// <summary>This one, with the servers' versions as they say themselves.</summary>
    public static Machine Here(string postgres, string rabbitMq) => new(
        typeof(Machine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion, RuntimeInformation.OSDescription, ProcessorName(), Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Math.Pow(1024, 3), 1), RuntimeInformation.FrameworkDescription, postgres, rabbitMq);

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"Pipeline {Pipeline} on {System}, {Cores} cores ({Processor}), {MemoryGiB} GiB; {Runtime}, PostgreSQL {Postgres}, RabbitMQ {RabbitMq}");

    private static string ProcessorName()
    {
        const string File = "/proc/cpuinfo";
        if (!global::System.IO.File.Exists(File)) return RuntimeInformation.ProcessArchitecture.ToString();
        var line = global::System.IO.File.ReadLines(File).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        return line?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
