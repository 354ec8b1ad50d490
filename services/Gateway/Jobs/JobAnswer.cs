using System.ComponentModel;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Jobs;

namespace Pipeline.Gateway.Jobs;

/// <summary>Anything long that can be watched and cancelled.</summary>
internal sealed record JobAnswer(
    Guid Id, JobType Type, JobStatus Status, [property: Description("0 to 100.")] int Progress, string? Message, JobTotals Totals, Guid? ProcessId,
    [property: Description("The user who asked for it; null: the schedule.")] Guid? RequestedBy, DateTime CreatedAt, DateTime? StartedAt, DateTime? FinishedAt,
    DateTime? CancelRequestedAt, Guid? CancelRequestedBy, [property: Description("Why it ended without success; null: it didn't.")] JobError? Error)
{
    public static JobAnswer Of(Job job) => new(
        job.Id, job.Type, job.Status, job.Progress, job.Message, new JobTotals(job.Fetched, job.Matched, job.Saved), job.ProcessId, job.RequestedBy, job.CreatedAt,
        job.StartedAt, job.FinishedAt, job.CancelRequestedAt, job.CancelRequestedBy,
        job.ErrorKind is null && job.ErrorMessage is null ? null : new JobError(job.ErrorKind ?? ErrorKind.Internal, job.ErrorMessage ?? ""));
}

/// <summary>What a job has counted so far.</summary>
internal sealed record JobTotals(
    [property: Description("Entries read.")] int Fetched, [property: Description("Entries that pass the filters.")] int Matched,
    [property: Description("New records.")] int Saved);

/// <summary>Why a job ended without success.</summary>
internal sealed record JobError(ErrorKind Kind, string Message);
