using System.ComponentModel.DataAnnotations;

namespace Pipeline.Discovery;

/// <summary>How Discovery works, section <c>Discovery</c>.</summary>
public sealed class DiscoveryOptions
{
    public const string Section = "Discovery";

    /// <summary>Runs at once.</summary>
    [Range(1, 1000)]
    public int Concurrency { get; set; } = 16;

    /// <summary>A run that takes longer ends as timed out.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(300);
}
