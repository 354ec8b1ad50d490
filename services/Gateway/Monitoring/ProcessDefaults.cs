using Pipeline.Domain.Processes;
using Pipeline.Gateway.Api;
using Pipeline.Persistence.Processes;

namespace Pipeline.Gateway.Monitoring;

/// <summary>What holds where a client says nothing.</summary>
internal static class ProcessDefaults
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(3);
    public static readonly TimeSpan MaxDuration = TimeSpan.FromHours(2);
    public const string TimeZone = "Europe/Zurich";

    private static readonly ProcessLimits Limits = new(20, 100, TimeSpan.FromSeconds(30));

    /// <summary>What a new process has before anybody says anything: only limits, because there null says something else.</summary>
    public static readonly ProcessInput Nothing = new() { Limits = Of(Limits) };

    /// <summary>The settings that are stored, as a client would have said them.</summary>
    public static ProcessInput Present(StoredProcess stored)
    {
        var settings = stored.Process.Settings;
        return new ProcessInput
        {
            Name = settings.Name,
            Description = settings.Description,
            SiteId = settings.SiteId,
            AccountIds = stored.AccountIds,
            PromptTemplateIds = stored.PromptTemplateIds,
            LlmProviderId = settings.LlmProviderId,
            Filters = new()
            {
                Tab = settings.Filters.Tab,
                Categories = settings.Filters.Categories,
                Tasks = settings.Filters.Tasks,
                TitleContains = settings.Filters.TitleContains,
                Keywords = [],
                Languages = [],
            },
            Schedule = new() { Interval = settings.Schedule.Interval, Cron = settings.Schedule.Cron, TimeZone = settings.Schedule.TimeZone },
            MaxDuration = settings.MaxDuration,
            GenerateOnly = settings.GenerateOnly,
            HideComments = settings.HideComments,
            Limits = Of(settings.Limits),
        };
    }

    /// <summary>
    /// The settings that a client's words make. What they leave out, or set to null, has its default; of interval and cron the
    /// one that was said last holds.
    /// </summary>
    public static ProcessSettings Settings(ProcessInput input, JsonBody<ProcessInput> body)
    {
        var (filters, schedule, limits) = (input.Filters ?? new(), input.Schedule ?? new(), input.Limits ?? Nothing.Limits!);
        var (interval, cron) = (schedule.Interval, schedule.Cron);
        if (interval is not null && cron is not null && !body.Has("schedule.interval")) interval = null;
        if (interval is not null && cron is not null && !body.Has("schedule.cron")) cron = null;
        if (interval is null && cron is null) interval = Interval;
        return new ProcessSettings(
            input.Name ?? "", input.Description ?? "", input.SiteId ?? Guid.Empty, input.LlmProviderId ?? Guid.Empty,
            new ProcessFilters(filters.Tab, filters.Categories ?? [], filters.Tasks ?? [], filters.TitleContains),
            new ProcessSchedule(interval, cron, schedule.TimeZone ?? TimeZone),
            input.MaxDuration ?? MaxDuration, input.GenerateOnly ?? true, input.HideComments ?? false,
            new ProcessLimits(limits.RecordsPerRun, limits.PostsPerDay, limits.MinPostGap));
    }

    private static LimitsInput Of(ProcessLimits limits) =>
        new() { RecordsPerRun = limits.RecordsPerRun, PostsPerDay = limits.PostsPerDay, MinPostGap = limits.MinPostGap };
}
