namespace Pipeline.DemoSite.Platform;

/// <summary>Times as the platform writes them, in Swiss local time.</summary>
internal static class SwissTime
{
    private static readonly string[] Months =
        ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"];

    // A machine without time-zone data shows UTC.
    private static readonly TimeZoneInfo Zone =
        TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Zurich", out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>"4. Februar 2026".</summary>
    public static string Day(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, Zone);
        return $"{local.Day}. {Months[local.Month - 1]} {local.Year}";
    }

    /// <summary>"4. Februar 2026, 18:04".</summary>
    public static string Minute(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, Zone);
        return $"{Day(at)}, {local.Hour:00}:{local.Minute:00}";
    }
}
