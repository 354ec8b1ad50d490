using System.ComponentModel.DataAnnotations;

namespace Pipeline.Gateway.Live;

/// <summary>How lively the screens are, configured under <c>Live</c>.</summary>
public sealed class LiveOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Live";

    /// <summary>The least time between two looks at the database for one page, however much moves. Default 500 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00", ConvertValueInInvariantCulture = true, ErrorMessage = "The time is out of range.")]
    public TimeSpan Gap { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often a page looks although nothing rang, because messages may be lost. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ConvertValueInInvariantCulture = true, ErrorMessage = "The time is out of range.")]
    public TimeSpan Safety { get; set; } = TimeSpan.FromSeconds(15);
}
