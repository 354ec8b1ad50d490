using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Jobs;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Testing.Ledger;

/// <summary>Discovery runs as a worker's rows tell them, without the worker.</summary>
public static class LedgerRuns
{
    /// <summary>Begins a queued run as a worker does.</summary>
    public static async Task<JobClaim> ClaimRunAsync(this IServiceProvider services, Guid jobId) =>
        await services.GetRequiredService<JobLedger>().ClaimAsync(jobId, CancellationToken.None)
        ?? throw new InvalidOperationException($"The run {jobId} can't be claimed.");

    /// <summary>Ends a run that was begun.</summary>
    public static Task<bool> EndRunAsync(
        this IServiceProvider services, JobClaim claim, JobStatus end = JobStatus.Succeeded, int saved = 0, ErrorKind? kind = null) =>
        services.GetRequiredService<JobLedger>().FinishAsync(
            claim, end, new(100, "Done", saved, saved, saved), kind, kind is null ? null : $"It failed: {kind}.", CancellationToken.None);

    /// <summary>A whole run of a running process; its id.</summary>
    public static async Task<Guid> RunAsync(
        this IServiceProvider services, Guid processId, JobStatus end = JobStatus.Succeeded, int saved = 0, ErrorKind? kind = null,
        JobTrigger trigger = JobTrigger.Schedule)
    {
        var run = await services.GetRequiredService<JobLedger>().StartDiscoveryAsync(processId, trigger, null, CancellationToken.None)
            ?? throw new InvalidOperationException($"The process {processId} isn't running, or none is due.");
        await services.EndRunAsync(await services.ClaimRunAsync(run.JobId), end, saved, kind);
        return run.JobId;
    }

    /// <summary>The runs of a process, oldest first.</summary>
    public static async Task<IReadOnlyList<Job>> RunsAsync(this IServiceProvider services, Guid processId)
    {
        await using var context = await services.GetRequiredService<IDbContextFactory<PipelineDbContext>>().CreateDbContextAsync();
        return await context.Jobs.AsNoTracking().Where(job => job.ProcessId == processId).OrderBy(job => job.Id).ToListAsync();
    }
}
