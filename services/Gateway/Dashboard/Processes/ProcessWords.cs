using System.Globalization;
using Pipeline.Domain.Processes;

namespace Pipeline.Gateway.Dashboard.Processes;

/// <summary>What the screens call the states of a process.</summary>
public static class ProcessWords
{
    /// <summary>The status in a word.</summary>
    public static string Word(this ProcessStatus status) => status switch
    {
        ProcessStatus.Stopped => "Stopped",
        ProcessStatus.Running => "Running",
        ProcessStatus.Paused => "Paused",
        ProcessStatus.Stopping => "Stopping",
        ProcessStatus.Failed => "Failed",
        _ => status.ToString(),
    };

    /// <summary>Why it stands still.</summary>
    public static string Why(this StopReason? reason) => reason switch
    {
        StopReason.User => "by a person",
        StopReason.Timeout => "its time was over",
        StopReason.Failed => "it could not go on",
        _ => "",
    };

    /// <summary>How often it looks, in words.</summary>
    public static string Rhythm(this ProcessOverview process) => process.Interval is { } interval ? $"Every {Words(interval)}" : $"By schedule {process.Cron}";

    private static string Words(TimeSpan span) => span switch
    {
        { TotalHours: >= 1 } when span.TotalMinutes % 60 == 0 => Count(span.TotalHours, "h"),
        { TotalMinutes: >= 1 } when span.TotalSeconds % 60 == 0 => Count(span.TotalMinutes, "min"),
        _ => Count(span.TotalSeconds, "s"),
    };

    private static string Count(double number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{number:0} {unit}");
}
