namespace Pipeline.Domain.Processes;

/// <summary>What a process reads of its site.</summary>
/// <param name="Tab">The class tab (mymoment); never <c>alle</c>.</param>
/// <param name="Categories">Category numbers; empty: all.</param>
/// <param name="Tasks">Task numbers; empty: all.</param>
/// <param name="TitleContains">Only titles that hold this, case ignored; null: all.</param>
public sealed record ProcessFilters(string? Tab, IReadOnlyList<int> Categories, IReadOnlyList<int> Tasks, string? TitleContains);

/// <summary>When a process discovers: every <paramref name="Interval"/>, or by <paramref name="Cron"/>; one of the two is null.</summary>
/// <param name="Interval">At least a second.</param>
/// <param name="Cron">A Quartz cron expression of six or seven fields.</param>
/// <param name="TimeZone">An IANA time zone: of the cron expression and of the day that limits count.</param>
public sealed record ProcessSchedule(TimeSpan? Interval, string? Cron, string TimeZone);

/// <summary>What a process may do at most; null: no limit.</summary>
/// <param name="RecordsPerRun">New records per discovery run; whole articles only.</param>
/// <param name="PostsPerDay">Posts per account and day of the schedule's time zone.</param>
/// <param name="MinPostGap">Between two posts of one account.</param>
public sealed record ProcessLimits(int? RecordsPerRun, int? PostsPerDay, TimeSpan? MinPostGap);

/// <summary>Everything about a process that a person sets.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Description">Up to 500 characters.</param>
/// <param name="SiteId">Where it reads.</param>
/// <param name="LlmProviderId">Who writes.</param>
/// <param name="Filters">What it reads.</param>
/// <param name="Schedule">When it looks.</param>
/// <param name="MaxDuration">1 to 1,440 minutes.</param>
/// <param name="GenerateOnly">Nothing is posted that a person did not approve.</param>
/// <param name="HideComments">Comments are posted hidden.</param>
/// <param name="Limits">How much it may do.</param>
public sealed record ProcessSettings(
    string Name, string Description, Guid SiteId, Guid LlmProviderId, ProcessFilters Filters, ProcessSchedule Schedule,
    TimeSpan MaxDuration, bool GenerateOnly, bool HideComments, ProcessLimits Limits);
