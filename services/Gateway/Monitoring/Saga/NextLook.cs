using Pipeline.Domain.Processes;
using Quartz;

namespace Pipeline.Gateway.Monitoring.Saga;

/// <summary>When a process looks at its site again.</summary>
internal static class NextLook
{
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(10);

    /// <summary>
    /// By interval: counted from the run's start, doubled with each further empty run, up to 10 minutes or the interval
    /// itself. By cron: its next moment, whatever the runs find.
    /// </summary>
    /// <param name="schedule">The process's schedule.</param>
    /// <param name="began">When the run began (UTC).</param>
    /// <param name="ended">When it ended (UTC).</param>
    /// <param name="emptyStreak">Runs in a row that found nothing, this one included.</param>
    /// <returns>The moment (UTC); null: by cron, never again.</returns>
    public static DateTime? After(ProcessSchedule schedule, DateTime began, DateTime ended, int emptyStreak) =>
        schedule.Cron is { } cron
            ? new CronExpression(cron, TimeZoneInfo.FindSystemTimeZoneById(schedule.TimeZone)).GetNextValidTimeAfter(new DateTimeOffset(ended, TimeSpan.Zero))?.UtcDateTime
            : began + Wait(schedule.Interval ?? throw new InvalidOperationException("A schedule has an interval or a cron expression."), emptyStreak);

    private static TimeSpan Wait(TimeSpan interval, int emptyStreak)
    {
        var longest = interval > LongestBackoff ? interval : LongestBackoff;
        var doubled = interval * Math.Pow(2, Math.Clamp(emptyStreak - 1, 0, 20));
        return doubled < longest ? doubled : longest;
    }
}
