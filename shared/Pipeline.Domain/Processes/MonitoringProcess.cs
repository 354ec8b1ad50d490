using Pipeline.Domain.Identity;

namespace Pipeline.Domain.Processes;

/// <summary>
/// What an operator starts and stops. Its status, epoch and times are moved by compare-and-set statements only (see
/// <c>ProcessLedger</c>), its settings by <see cref="Change"/>.
/// </summary>
public sealed class MonitoringProcess : IOwned
{
    private MonitoringProcess()
    {
    }

    /// <summary>UUID version 7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The user it belongs to.</summary>
    public Guid OwnerId { get; private set; }

    /// <summary>1 to 100 characters.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Up to 500 characters.</summary>
    public string Description { get; private set; } = "";

    /// <summary>Where it reads.</summary>
    public Guid SiteId { get; private set; }

    /// <summary>Who writes.</summary>
    public Guid LlmProviderId { get; private set; }

    /// <summary>The class tab.</summary>
    public string? Tab { get; private set; }

    /// <summary>Category numbers; empty: all.</summary>
    public List<int> Categories { get; private set; } = [];

    /// <summary>Task numbers; empty: all.</summary>
    public List<int> Tasks { get; private set; } = [];

    /// <summary>Only titles that hold this.</summary>
    public string? TitleContains { get; private set; }

    /// <summary>Discovers every so often; null: by <see cref="Cron"/>.</summary>
    public TimeSpan? Interval { get; private set; }

    /// <summary>A Quartz cron expression.</summary>
    public string? Cron { get; private set; }

    /// <summary>IANA time zone.</summary>
    public string TimeZone { get; private set; } = "";

    /// <summary>It ends after this.</summary>
    public TimeSpan MaxDuration { get; private set; }

    /// <summary>Nothing is posted that a person did not approve.</summary>
    public bool GenerateOnly { get; private set; }

    /// <summary>Comments are posted hidden.</summary>
    public bool HideComments { get; private set; }

    /// <summary>New records per run; null: no limit.</summary>
    public int? RecordsPerRun { get; private set; }

    /// <summary>Posts per account and day; null: no limit.</summary>
    public int? PostsPerDay { get; private set; }

    /// <summary>Between two posts of one account; null: none.</summary>
    public TimeSpan? MinPostGap { get; private set; }

    /// <summary>Where it stands.</summary>
    public ProcessStatus Status { get; private set; }

    /// <summary>Why it stopped; null while it didn't.</summary>
    public StopReason? StopReason { get; private set; }

    /// <summary>Rises with each start, stop, pause and resume; messages of an older one are ignored.</summary>
    public long Epoch { get; private set; }

    /// <summary>The last start (UTC).</summary>
    public DateTime? StartedAt { get; private set; }

    /// <summary>The last end (UTC).</summary>
    public DateTime? StoppedAt { get; private set; }

    /// <summary>When it must end (UTC).</summary>
    public DateTime? DeadlineAt { get; private set; }

    /// <summary>The next look at the site (UTC).</summary>
    public DateTime? NextDiscoveryAt { get; private set; }

    /// <summary>When the clock said last that a look is due (UTC); null: not since the last run.</summary>
    public DateTime? DiscoveryRungAt { get; private set; }

    /// <summary>The last run whose end was counted.</summary>
    public Guid? LastRunId { get; private set; }

    /// <summary>Runs in a row that found nothing.</summary>
    public int EmptyStreak { get; private set; }

    /// <summary>Runs in a row that failed for good.</summary>
    public int FailureStreak { get; private set; }

    /// <summary>What went wrong last; null after a run that went well.</summary>
    public string? LastError { get; private set; }

    /// <summary>When it was made (UTC).</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>The last change (UTC).</summary>
    public DateTime UpdatedAt { get; private set; }

    /// <summary>A new process, stopped. The settings are checked before.</summary>
    public static MonitoringProcess Create(Guid ownerId, ProcessSettings settings, DateTime now)
    {
        var process = new MonitoringProcess { Id = Guid.CreateVersion7(now), OwnerId = ownerId, CreatedAt = now };
        process.Change(settings, now);
        return process;
    }

    /// <summary>Its settings as one value.</summary>
    public ProcessSettings Settings => new(
        Name, Description, SiteId, LlmProviderId, new(Tab, Categories, Tasks, TitleContains), new(Interval, Cron, TimeZone),
        MaxDuration, GenerateOnly, HideComments, new(RecordsPerRun, PostsPerDay, MinPostGap));

    /// <summary>Changes its settings.</summary>
    public void Change(ProcessSettings settings, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (Name, Description, SiteId, LlmProviderId) = (settings.Name, settings.Description, settings.SiteId, settings.LlmProviderId);
        (Tab, TitleContains) = (settings.Filters.Tab, settings.Filters.TitleContains);
        (Categories, Tasks) = ([.. settings.Filters.Categories], [.. settings.Filters.Tasks]);
        (Interval, Cron, TimeZone) = (settings.Schedule.Interval, settings.Schedule.Cron, settings.Schedule.TimeZone);
        (MaxDuration, GenerateOnly, HideComments) = (settings.MaxDuration, settings.GenerateOnly, settings.HideComments);
        (RecordsPerRun, PostsPerDay, MinPostGap) = (settings.Limits.RecordsPerRun, settings.Limits.PostsPerDay, settings.Limits.MinPostGap);
        UpdatedAt = now;
    }
}

/// <summary>An account that a process comments with.</summary>
/// <param name="ProcessId">The process.</param>
/// <param name="AccountId">The account.</param>
/// <param name="Position">Its place in the list, from 0.</param>
public sealed record ProcessAccount(Guid ProcessId, Guid AccountId, int Position);

/// <summary>A prompt template that a process comments with.</summary>
/// <param name="ProcessId">The process.</param>
/// <param name="PromptTemplateId">The template.</param>
/// <param name="Position">Its place in the list, from 0.</param>
public sealed record ProcessPrompt(Guid ProcessId, Guid PromptTemplateId, int Position);
