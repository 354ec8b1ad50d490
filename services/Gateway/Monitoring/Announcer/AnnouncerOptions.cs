using System.ComponentModel.DataAnnotations;

namespace Pipeline.Gateway.Monitoring.Announcer;

/// <summary>The announcer, section <c>Announcer</c>.</summary>
public sealed class AnnouncerOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Announcer";

    /// <summary>How often to look for records whose bell must be rung. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00", ConvertValueInInvariantCulture = true, ErrorMessage = "The time is out of range.")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many records to take at a time. Default 500.</summary>
    [Range(1, 10_000, ErrorMessage = "The number is out of range.")]
    public int BatchSize { get; set; } = 500;
}
