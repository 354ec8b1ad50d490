using System.Globalization;
using Pipeline.Testing.Processes;

namespace Pipeline.Bench.Installations;

/// <summary>Reads what a service tells Prometheus.</summary>
internal static class ServiceMetrics
{
    /// <summary>Counts the statements that a service has asked of the database.</summary>
    public const string Statements = "db_client_operation_duration_seconds_count";

    private static readonly HttpClient Http = new();

    /// <summary>The sum of all series of a metric; 0 if there is none yet.</summary>
    public static async Task<double> SumAsync(ServiceProcess service, string metric, CancellationToken cancellation)
    {
        var text = await Http.GetStringAsync(new Uri(service.Address, "metrics"), cancellation);
        return text.Split('\n').Where(line => line.StartsWith(metric, StringComparison.Ordinal) && line[metric.Length] is '{' or ' ').Sum(ValueOf);
    }

    /// <summary>A line is <c>name{labels} value</c>, and may end with a time.</summary>
    private static double ValueOf(string line)
    {
        var values = line[(line.LastIndexOf('}') is >= 0 and var end ? end + 1 : line.IndexOf(' ', StringComparison.Ordinal))..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return double.Parse(values[0], CultureInfo.InvariantCulture);
    }
}
