using Pipeline.Domain.Errors;
using Pipeline.Domain.Jobs;

namespace Pipeline.Persistence.Ledger;

/// <summary>A run that was asked for.</summary>
/// <param name="JobId">The job: a new one, or the one that is active already.</param>
/// <param name="Epoch">The process's epoch when it was asked for.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Existing">It was there before.</param>
public sealed record JobStart(Guid JobId, long Epoch, JobStatus Status, bool Existing);

/// <summary>A claim of a job.</summary>
/// <param name="JobId">The job.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="Epoch">The process's epoch when it was asked for.</param>
/// <param name="Fencing">The number of this claim.</param>
public sealed record JobClaim(Guid JobId, Guid ProcessId, long Epoch, long Fencing);

/// <summary>What a heartbeat brings back.</summary>
public enum JobPulse
{
    /// <summary>Go on.</summary>
    Go,

    /// <summary>Stop: it was cancelled.</summary>
    Cancel,

    /// <summary>Stop, and write nothing more: somebody else holds it, or it has ended.</summary>
    Lost,
}

/// <summary>How far a job is.</summary>
/// <param name="Progress">0 to 100.</param>
/// <param name="Message">In words.</param>
/// <param name="Fetched">Entries read.</param>
/// <param name="Matched">Entries that pass the filters.</param>
/// <param name="Saved">New records.</param>
public sealed record JobProgress(int Progress, string Message, int Fetched, int Matched, int Saved);

/// <summary>A run that ended without its worker saying so.</summary>
public sealed record LostJob(Guid JobId, Guid ProcessId, long Epoch);

/// <summary>A run that has ended, and that its process doesn't know of yet.</summary>
/// <param name="JobId">The job.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="Epoch">The process's epoch when it was asked for.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Saved">New records.</param>
/// <param name="Kind">What kind of error ended it; null: none.</param>
/// <param name="Error">What to tell a person about it.</param>
public sealed record EndedJob(Guid JobId, Guid ProcessId, long Epoch, JobStatus Status, int Saved, ErrorKind? Kind, string? Error)
{
    /// <summary>Whether trying again can't help; a lost worker says nothing of that.</summary>
    public bool Permanent => Kind is { } kind && kind != ErrorKind.WorkerDied && !RetryPolicy.IsTransient(kind);
}

/// <summary>A run that must be announced (again).</summary>
public sealed record DueJob(Guid JobId, Guid ProcessId, long Epoch);
