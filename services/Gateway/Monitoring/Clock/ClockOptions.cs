using System.ComponentModel.DataAnnotations;

namespace Pipeline.Gateway.Monitoring.Clock;

/// <summary>How often the clock does what it does, on each replica, section <c>Clock</c>.</summary>
public sealed class ClockOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Clock";

    /// <summary>How often to look which discoveries and deadlines are due. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00", ConvertValueInInvariantCulture = true, ErrorMessage = "The time is out of range.")]
    public TimeSpan Discovery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often to look for what got stuck. Default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ConvertValueInInvariantCulture = true, ErrorMessage = "The time is out of range.")]
    public TimeSpan Sweep { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How often to fold the counts of records. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ConvertValueInInvariantCulture = true, ErrorMessage = "The time is out of range.")]
    public TimeSpan Counts { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often to delete what is kept for a time only. Default 1 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00", ConvertValueInInvariantCulture = true, ErrorMessage = "The time is out of range.")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long ended jobs are kept. Default 7 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00", ConvertValueInInvariantCulture = true, ErrorMessage = "The time is out of range.")]
    public TimeSpan KeepJobs { get; set; } = TimeSpan.FromDays(7);
}
