using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Pipeline.Contracts;
using Pipeline.Domain.Errors;
using Pipeline.Domain.Jobs;
using Pipeline.Gateway.Api;
using Pipeline.Gateway.Identity;
using Pipeline.Hosting.Bus;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Jobs;

/// <summary>Jobs: discovery runs, so far.</summary>
internal static class JobRoutes
{
    private static readonly QueryParameter ProcessFilter = new("processId", typeof(Guid), "Only those of this process.");
    private static readonly QueryParameter StatusFilter = new("status", typeof(JobStatus), "Only those in this status; may be repeated.", Repeatable: true);

    public static void MapJobs(this RouteGroupBuilder api)
    {
        var jobs = api.MapGroup("/jobs").WithTags("Jobs");
        jobs.MapGet("", ListAsync).IsList(ProcessFilter, StatusFilter).WithSummary("My jobs");
        jobs.MapGet("/active", ActiveAsync).IsList(ProcessFilter).WithSummary("My jobs that have not ended");
        jobs.MapGet("/{id:guid}", GetAsync).WithSummary("A job");
        jobs.MapPost("/{id:guid}/cancel", CancelAsync).Operates().WithSummary("Cancel a job")
            .WithDescription("One that waits ends at once: 200. One that runs is told, and ends shortly: 202. Ended: 409.");
    }

    private static Task<Ok<ListAnswer<JobAnswer>>> ListAsync(ListQuery query, Caller caller, PipelineDbContext context, CancellationToken cancellationToken)
    {
        var statuses = query.Values<JobStatus>("status");
        var jobs = context.Jobs.AsNoTracking().OwnedBy(caller);
        if (statuses.Count > 0) jobs = jobs.Where(job => statuses.Contains(job.Status));
        return AnswerAsync(query, jobs, cancellationToken);
    }

    private static Task<Ok<ListAnswer<JobAnswer>>> ActiveAsync(ListQuery query, Caller caller, PipelineDbContext context, CancellationToken cancellationToken) =>
        AnswerAsync(query, context.Jobs.AsNoTracking().OwnedBy(caller).Where(job => job.Status < JobStatus.Succeeded), cancellationToken);

    private static async Task<Ok<ListAnswer<JobAnswer>>> AnswerAsync(ListQuery query, IQueryable<Job> jobs, CancellationToken cancellationToken)
    {
        if (query.Id("processId") is { } process) jobs = jobs.Where(job => job.ProcessId == process);
        var (items, next) = await query.ToPage().ReadAsync(jobs, cancellationToken);
        return TypedResults.Ok(new ListAnswer<JobAnswer>([.. items.Select(JobAnswer.Of)], next));
    }

    private static async Task<Ok<JobAnswer>> GetAsync(Guid id, Caller caller, PipelineDbContext context, CancellationToken cancellationToken) =>
        TypedResults.Ok(JobAnswer.Of(await FindAsync(id, caller, context, cancellationToken)));

    private static async Task<Results<Ok<JobAnswer>, Accepted<JobAnswer>>> CancelAsync(
        Guid id, Caller caller, PipelineDbContext context, JobLedger ledger, Doorbell doorbell, CancellationToken cancellationToken)
    {
        await FindAsync(id, caller, context, cancellationToken);
        var cancelled = await ledger.CancelJobAsync(id, caller.UserId, cancellationToken);
        var job = await FindAsync(id, caller, context, cancellationToken);
        if (job.Status == JobStatus.Cancelling) return TypedResults.Accepted($"{ApiConventions.Prefix}/jobs/{id}", JobAnswer.Of(job));
        if (!cancelled) throw ApiException.Conflict($"The job has ended ({ApiJson.Name(job.Status)}): only one that is queued or running can be cancelled.");
        // Nobody held it, so nobody else tells the process that its run has ended.
        if (job is { Status: JobStatus.Cancelled, ProcessId: { } process })
            await doorbell.TryPublishAsync(new DiscoveryFailed(process, id, job.Epoch, ErrorKind.Internal.Name(), "The run was cancelled.", Permanent: false), cancellationToken);
        return TypedResults.Ok(JobAnswer.Of(job));
    }

    private static async Task<Job> FindAsync(Guid id, Caller caller, PipelineDbContext context, CancellationToken cancellationToken) =>
        await context.Jobs.AsNoTracking().OwnedBy(caller).SingleOrDefaultAsync(job => job.Id == id, cancellationToken) ?? throw ApiException.NotFound("job", id);
}
