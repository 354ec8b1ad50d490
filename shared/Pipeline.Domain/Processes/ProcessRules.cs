using Pipeline.Domain.Sites;

namespace Pipeline.Domain.Processes;

/// <summary>
/// What the settings of a monitoring process must be before they are saved, and, since rules change, before it starts.
/// Cron expressions are checked by whoever can read them.
/// </summary>
public static class ProcessRules
{
    /// <summary>Most characters of a name.</summary>
    public const int MaxNameLength = 100;

    /// <summary>Most characters of a description.</summary>
    public const int MaxDescriptionLength = 500;

    /// <summary>Most characters of the text that titles must hold.</summary>
    public const int MaxTitlePartLength = 200;

    /// <summary>Most accounts, and most prompt templates, of a process.</summary>
    public const int MaxReferences = 100;

    /// <summary>The shortest time that a process may run.</summary>
    public static readonly TimeSpan ShortestDuration = TimeSpan.FromMinutes(1);

    /// <summary>The longest time that a process may run.</summary>
    public static readonly TimeSpan LongestDuration = TimeSpan.FromMinutes(1440);

    /// <summary>The shortest interval between two looks.</summary>
    public static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    /// <summary>The longest interval between two looks, and the longest gap between two posts.</summary>
    public static readonly TimeSpan LongestInterval = TimeSpan.FromDays(1);

    /// <summary>Everything that is wrong with the settings; empty: nothing.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="accountIds">The accounts that it is to comment with.</param>
    /// <param name="promptTemplateIds">The prompt templates that it is to comment with.</param>
    public static IReadOnlyList<SettingFault> Check(ProcessSettings settings, IReadOnlyList<Guid> accountIds, IReadOnlyList<Guid> promptTemplateIds)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(accountIds);
        ArgumentNullException.ThrowIfNull(promptTemplateIds);
        return
        [
            .. Texts(settings),
            .. References("accountIds", "account", accountIds),
            .. References("promptTemplateIds", "prompt template", promptTemplateIds),
            .. MyMomentFilters.Check(settings.Filters.Tab, settings.Filters.Categories, settings.Filters.Tasks),
            .. Schedule(settings.Schedule),
            .. Times(settings),
            .. Limits(settings.Limits, accountIds.Count * promptTemplateIds.Count),
        ];
    }

    private static IEnumerable<SettingFault> Texts(ProcessSettings settings)
    {
        if (string.IsNullOrWhiteSpace(settings.Name)) yield return new("name", $"Is missing: give the process a name of 1 to {MaxNameLength} characters.");
        if (settings.Name.Length > MaxNameLength) yield return new("name", $"Has {settings.Name.Length} characters: at most {MaxNameLength} are allowed.");
        if (settings.Description.Length > MaxDescriptionLength)
            yield return new("description", $"Has {settings.Description.Length} characters: at most {MaxDescriptionLength} are allowed.");
        if (settings.Filters.TitleContains is { } part && (string.IsNullOrWhiteSpace(part) || part.Length > MaxTitlePartLength))
            yield return new("filters.titleContains", $"Must have 1 to {MaxTitlePartLength} characters; null lets every title pass.");
    }

    private static IEnumerable<SettingFault> References(string field, string what, IReadOnlyList<Guid> ids)
    {
        if (ids.Count == 0) yield return new(field, $"Is empty: name at least one {what}.");
        if (ids.Count > MaxReferences) yield return new(field, $"Names {ids.Count}: at most {MaxReferences} are allowed.");
        if (ids.Distinct().Count() < ids.Count) yield return new(field, $"Names the same {what} twice: name each once.");
    }

    private static IEnumerable<SettingFault> Schedule(ProcessSchedule schedule)
    {
        if (schedule.Interval is not null && schedule.Cron is not null)
            yield return new("schedule", "Has both interval and cron: give one of them, and null for the other.");
        if (schedule.Interval is null && schedule.Cron is null)
            yield return new("schedule", "Has neither interval nor cron: give one of them, e.g. \"interval\": \"PT3M\".");
        if (schedule.Interval is { } interval && (interval < ShortestInterval || interval > LongestInterval))
            yield return new("schedule.interval", "Must lie between PT1S (a second) and P1D (a day).");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(schedule.TimeZone, out var zone) || !zone.HasIanaId)
            yield return new("schedule.timeZone", $"'{schedule.TimeZone}' is not a known time zone: give an IANA name such as Europe/Zurich.");
    }

    private static IEnumerable<SettingFault> Times(ProcessSettings settings)
    {
        if (settings.MaxDuration < ShortestDuration || settings.MaxDuration > LongestDuration)
            yield return new("maxDuration", "Must lie between PT1M (a minute) and PT24H (1,440 minutes).");
        if (settings.Limits.MinPostGap is { } gap && (gap < TimeSpan.Zero || gap > LongestInterval))
            yield return new("limits.minPostGap", "Must lie between PT0S and P1D (a day); null means no gap.");
    }

    private static IEnumerable<SettingFault> Limits(ProcessLimits limits, int recordsPerArticle)
    {
        if (limits.RecordsPerRun < Math.Max(1, recordsPerArticle))
        {
            yield return new(
                "limits.recordsPerRun",
                $"{limits.RecordsPerRun} is too small: an article makes {recordsPerArticle} records (accounts × prompt templates), and a run takes whole articles only. "
                + $"Give at least {Math.Max(1, recordsPerArticle)}, or null for no limit.");
        }

        if (limits.PostsPerDay < 1) yield return new("limits.postsPerDay", "Must be at least 1; null means no limit.");
    }
}
