using System.ComponentModel;
using System.Text.Json;

namespace Pipeline.Gateway.Monitoring;

/// <summary>What a client says of a monitoring process.</summary>
internal record ProcessInput
{
    [Description("1 to 100 characters.")]
    public string? Name { get; init; }

    [Description("Up to 500 characters.")]
    public string? Description { get; init; }

    [Description("Where it reads. It can't be changed once the process has found something.")]
    public Guid? SiteId { get; init; }

    [Description("The accounts that it comments with, at least one, all of its site.")]
    public IReadOnlyList<Guid>? AccountIds { get; init; }

    [Description("The prompt templates that it comments with, at least one: each article gets a comment per account and template.")]
    public IReadOnlyList<Guid>? PromptTemplateIds { get; init; }

    [Description("Who writes.")]
    public Guid? LlmProviderId { get; init; }

    [Description("Not available yet: null.")]
    public Guid? FallbackProviderId { get; init; }

    [Description("What it reads.")]
    public FiltersInput? Filters { get; init; }

    [Description("When it looks. Left out: every three minutes.")]
    public ScheduleInput? Schedule { get; init; }

    [Description("It ends after this, PT1M to PT24H, paused or not. Left out: PT2H.")]
    public TimeSpan? MaxDuration { get; init; }

    [Description("True (default): comments wait until a person approves each one. False: every comment that passes its checks is posted.")]
    public bool? GenerateOnly { get; init; }

    [Description("Comments are posted hidden. Left out: false.")]
    public bool? HideComments { get; init; }

    [Description("Not available yet: null.")]
    public string? TranslateTo { get; init; }

    [Description("How much it may do. Left out: 20 records per run, 100 posts per day, PT30S between posts; null in it means no limit.")]
    public LimitsInput? Limits { get; init; }
}

/// <summary>What a process reads of its site.</summary>
internal sealed record FiltersInput
{
    [Description("The class tab's id, as an account's test lists them. Required; `alle` is refused.")]
    public string? Tab { get; init; }

    [Description("Category numbers; empty: all.")]
    public IReadOnlyList<int>? Categories { get; init; }

    [Description("Task numbers; empty: all.")]
    public IReadOnlyList<int>? Tasks { get; init; }

    [Description("Only titles that hold this, case ignored; null: all.")]
    public string? TitleContains { get; init; }

    [Description("Not available yet: null or empty.")]
    public IReadOnlyList<JsonElement>? Keywords { get; init; }

    [Description("Not available yet: null or empty.")]
    public IReadOnlyList<string>? Languages { get; init; }
}

/// <summary>When a process looks at its site: by an interval or by a cron expression.</summary>
internal sealed record ScheduleInput
{
    [Description("From PT1S to P1D. Empty runs lengthen it, up to ten minutes.")]
    public TimeSpan? Interval { get; init; }

    [Description("A Quartz cron expression of six or seven fields: seconds, minutes, hours, day of month, month, day of week, year. Instead of `interval`.")]
    public string? Cron { get; init; }

    [Description("IANA time zone of the cron expression, and of the day that limits count. Left out: Europe/Zurich.")]
    public string? TimeZone { get; init; }

    [Description("Not available yet: null or empty.")]
    public IReadOnlyList<JsonElement>? ActiveHours { get; init; }
}

/// <summary>What a process may do at most; null: no limit.</summary>
internal sealed record LimitsInput
{
    [Description("New records per discovery run; whole articles only, so at least accounts × prompt templates.")]
    public int? RecordsPerRun { get; init; }

    [Description("Posts per account and day of the schedule's time zone.")]
    public int? PostsPerDay { get; init; }

    [Description("The least time between two posts of an account, PT0S to P1D.")]
    public TimeSpan? MinPostGap { get; init; }

    [Description("Not available yet: null or empty.")]
    public IReadOnlyList<JsonElement>? QuietHours { get; init; }

    [Description("Not available yet: null.")]
    public JsonElement? Budget { get; init; }
}
