using Pipeline.Domain.Errors;
using Pipeline.Domain.Identity;

namespace Pipeline.Domain.Jobs;

/// <summary>What a job does. The numbers are stored.</summary>
public enum JobType
{
    /// <summary>One look at the site for one process.</summary>
    Discovery = 1,
}

/// <summary>Where a job stands. The numbers are stored; on the wire in snake case (<c>timed_out</c>).</summary>
public enum JobStatus
{
    /// <summary>Asked for; nobody works on it yet.</summary>
    Queued = 0,

    /// <summary>A worker holds it.</summary>
    Running = 1,

    /// <summary>A worker holds it and has been told to stop.</summary>
    Cancelling = 2,

    /// <summary>An end: it did what was asked.</summary>
    Succeeded = 3,

    /// <summary>An end: it could not; <see cref="Job.ErrorMessage"/> says why.</summary>
    Failed = 4,

    /// <summary>An end: a person, or the stop of its process, cancelled it.</summary>
    Cancelled = 5,

    /// <summary>An end: it took too long.</summary>
    TimedOut = 6,
}

/// <summary>Who asked for a job. The numbers are stored.</summary>
public enum JobTrigger
{
    /// <summary>The schedule.</summary>
    Schedule = 0,

    /// <summary>The start of the process.</summary>
    Start = 1,

    /// <summary>A person.</summary>
    Person = 2,
}

/// <summary>
/// Anything long that can be watched and cancelled. A discovery run IS its job row: one active discovery job per process,
/// by a unique index.
/// </summary>
public sealed class Job : IOwned
{
    /// <summary>UUID version 7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The user it belongs to.</summary>
    public Guid OwnerId { get; private set; }

    /// <summary>What it does.</summary>
    public JobType Type { get; private set; }

    /// <summary>Where it stands.</summary>
    public JobStatus Status { get; private set; }

    /// <summary>The process it works for.</summary>
    public Guid? ProcessId { get; private set; }

    /// <summary>The process's epoch when it was asked for.</summary>
    public long Epoch { get; private set; }

    /// <summary>Who asked for it.</summary>
    public JobTrigger Trigger { get; private set; }

    /// <summary>The person who asked, if a person did.</summary>
    public Guid? RequestedBy { get; private set; }

    /// <summary>0 to 100.</summary>
    public int Progress { get; private set; }

    /// <summary>What it is doing, in words.</summary>
    public string? Message { get; private set; }

    /// <summary>Entries read.</summary>
    public int Fetched { get; private set; }

    /// <summary>Entries that pass the filters.</summary>
    public int Matched { get; private set; }

    /// <summary>New records.</summary>
    public int Saved { get; private set; }

    /// <summary>When it was asked for (UTC).</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>When a worker began (UTC).</summary>
    public DateTime? StartedAt { get; private set; }

    /// <summary>When it ended (UTC).</summary>
    public DateTime? FinishedAt { get; private set; }

    /// <summary>When somebody asked to cancel it (UTC).</summary>
    public DateTime? CancelRequestedAt { get; private set; }

    /// <summary>Who asked to cancel it.</summary>
    public Guid? CancelRequestedBy { get; private set; }

    /// <summary>What kind of error ended it.</summary>
    public ErrorKind? ErrorKind { get; private set; }

    /// <summary>What to tell a person about it.</summary>
    public string? ErrorMessage { get; private set; }

    /// <summary>Raised by each claim.</summary>
    public long Fencing { get; private set; }

    /// <summary>Until when its holder may work (UTC).</summary>
    public DateTime? LeaseUntil { get; private set; }

    /// <summary>The worker that holds it.</summary>
    public string? LeaseBy { get; private set; }

    /// <summary>When it must be announced (again) (UTC); null once it runs or has ended.</summary>
    public DateTime? RingAt { get; private set; }
}
