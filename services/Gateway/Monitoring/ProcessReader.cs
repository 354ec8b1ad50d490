using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Jobs;
using Pipeline.Domain.Processes;
using Pipeline.Gateway.Api;
using Pipeline.Gateway.Identity;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;

namespace Pipeline.Gateway.Monitoring;

/// <summary>Reads processes as clients see them: a handful of queries, however many they are.</summary>
internal sealed class ProcessReader(IDbContextFactory<PipelineDbContext> contexts, PipelineCounts counts, ProcessWarnings processWarnings, PostingStops postingStops)
{
    /// <summary>One page of the caller's processes.</summary>
    public async Task<ListAnswer<ProcessAnswer>> ListAsync(
        Caller caller, IReadOnlyList<ProcessStatus> statuses, Page<Guid> page, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var processes = context.Processes.AsNoTracking().OwnedBy(caller);
        if (statuses.Count > 0) processes = processes.Where(process => statuses.Contains(process.Status));
        var (items, next) = await page.ReadAsync(processes, cancellationToken);
        return new ListAnswer<ProcessAnswer>(await AnswersAsync(context, items, cancellationToken), next);
    }

    /// <summary>One of the caller's processes.</summary>
    /// <exception cref="ApiException">404: it isn't theirs, or not there.</exception>
    public async Task<ProcessAnswer> GetAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var process = await context.Processes.AsNoTracking().OwnedBy(caller).SingleOrDefaultAsync(candidate => candidate.Id == id, cancellationToken)
            ?? throw ApiException.NotFound("monitoring process", id);
        return (await AnswersAsync(context, [process], cancellationToken))[0];
    }

    /// <summary>The counts of one of the caller's processes.</summary>
    /// <exception cref="ApiException">404: it isn't theirs, or not there.</exception>
    public async Task<PipelineAnswer> PipelineAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await context.Processes.OwnedBy(caller).AnyAsync(process => process.Id == id, cancellationToken)) throw ApiException.NotFound("monitoring process", id);
        var counted = await counts.AtAsync([id], cancellationToken);
        return PipelineAnswer.Of(counted.Of[id], counted.AsOf);
    }

    /// <summary>The counts of all of the caller's processes.</summary>
    public async Task<AllPipelinesAnswer> PipelinesAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = await context.Processes.OwnedBy(caller).OrderBy(process => process.Id).Select(process => process.Id).ToListAsync(cancellationToken);
        var counted = await counts.AtAsync(ids, cancellationToken);
        return new AllPipelinesAnswer(
            PipelineAnswer.Sum([.. counted.Of.Values], counted.AsOf),
            [.. ids.Select(id => new ProcessPipelineAnswer(id, PipelineAnswer.Of(counted.Of[id], counted.AsOf)))]);
    }

    private async Task<IReadOnlyList<ProcessAnswer>> AnswersAsync(
        PipelineDbContext context, IReadOnlyList<MonitoringProcess> processes, CancellationToken cancellationToken)
    {
        var ids = processes.Select(process => process.Id).ToList();
        var stored = await StoredProcess.OfAsync(context, processes, cancellationToken);
        var jobs = await context.Jobs.Where(job => job.Type == JobType.Discovery && job.ProcessId != null && ids.Contains(job.ProcessId.Value) && job.Status < JobStatus.Succeeded)
            .Select(job => new { job.Id, job.ProcessId }).ToDictionaryAsync(job => job.ProcessId!.Value, job => job.Id, cancellationToken);
        var counted = await counts.AtAsync(ids, cancellationToken);
        var warnings = await processWarnings.OfAsync(context, stored, cancellationToken);
        var stops = stored.Count == 0 ? [] : await postingStops.StandingAsync(stored[0].Process.OwnerId, cancellationToken);
        return [.. stored.Select(one => Answer(one, jobs.TryGetValue(one.Process.Id, out var job) ? job : null, PipelineAnswer.Of(counted.Of[one.Process.Id], counted.AsOf), ProcessWarnings.Of(one.Process, stops).Concat(warnings[one.Process.Id])))];
    }

    private static ProcessAnswer Answer(StoredProcess stored, Guid? activeJobId, PipelineAnswer pipeline, IEnumerable<string> warnings)
    {
        var process = stored.Process;
        return new ProcessAnswer(ProcessDefaults.Present(stored))
        {
            Id = process.Id,
            Status = process.Status,
            StopReason = process.StopReason,
            StartedAt = process.StartedAt,
            StoppedAt = process.StoppedAt,
            DeadlineAt = process.DeadlineAt,
            NextDiscoveryAt = process.NextDiscoveryAt,
            ActiveJobId = activeJobId,
            EmptyStreak = process.EmptyStreak,
            LastError = process.LastError,
            Pipeline = pipeline,
            Warnings = [.. warnings],
            CreatedAt = process.CreatedAt,
            UpdatedAt = process.UpdatedAt,
        };
    }
}
