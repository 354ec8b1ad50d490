using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Jobs;
using Pipeline.Domain.Processes;
using Pipeline.Gateway.Api;
using Pipeline.Gateway.Identity;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;
using Pipeline.Persistence.Processes;

namespace Pipeline.Gateway.Monitoring;

/// <summary>Reads processes as clients see them: a handful of queries, however many they are.</summary>
internal sealed class ProcessReader
{
    private readonly IDbContextFactory<PipelineDbContext> _contexts;
    private readonly PipelineCounts _counts;
    private readonly ProcessWarnings _warnings;
    private readonly PostingStops _stops;
    private readonly Gathering<(MonitoringProcess Process, ProcessAnswer Answer)> _answers;

    public ProcessReader(
        IDbContextFactory<PipelineDbContext> contexts, LedgerDatabase database, PipelineCounts counts, ProcessWarnings warnings, PostingStops stops)
    {
        (_contexts, _counts, _warnings, _stops) = (contexts, counts, warnings, stops);
        _answers = database.GatherById(ReadAsync);
    }

    /// <summary>One page of the caller's processes.</summary>
    public async Task<ListAnswer<ProcessAnswer>> ListAsync(
        Caller caller, IReadOnlyList<ProcessStatus> statuses, Page<Guid> page, CancellationToken cancellationToken)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        var processes = context.Processes.AsNoTracking().OwnedBy(caller);
        if (statuses.Count > 0) processes = processes.Where(process => statuses.Contains(process.Status));
        var (items, next) = await page.ReadAsync(processes, cancellationToken);
        return new ListAnswer<ProcessAnswer>(await AnswersAsync(context, items, cancellationToken), next);
    }

    /// <summary>One of the caller's processes; those that are asked for at the same moment are read together.</summary>
    /// <exception cref="ApiException">404: it isn't theirs, or not there.</exception>
    public async Task<ProcessAnswer> GetAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        var found = (await _answers.AskAsync([new(id)], cancellationToken)).FirstOrDefault();
        return found.Process.IfOwnedBy(caller) is null ? throw ApiException.NotFound("monitoring process", id) : found.Answer;
    }

    /// <summary>The counts of one of the caller's processes.</summary>
    /// <exception cref="ApiException">404: it isn't theirs, or not there.</exception>
    public async Task<PipelineAnswer> PipelineAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        if (!await context.Processes.OwnedBy(caller).AnyAsync(process => process.Id == id, cancellationToken)) throw ApiException.NotFound("monitoring process", id);
        var counted = await _counts.AtAsync([id], cancellationToken);
        return PipelineAnswer.Of(counted.Of[id], counted.AsOf);
    }

    /// <summary>The counts of all of the caller's processes.</summary>
    public async Task<AllPipelinesAnswer> PipelinesAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        var ids = await context.Processes.OwnedBy(caller).OrderBy(process => process.Id).Select(process => process.Id).ToListAsync(cancellationToken);
        var counted = await _counts.AtAsync(ids, cancellationToken);
        return new AllPipelinesAnswer(
            PipelineAnswer.Sum([.. counted.Of.Values], counted.AsOf),
            [.. ids.Select(id => new ProcessPipelineAnswer(id, PipelineAnswer.Of(counted.Of[id], counted.AsOf)))]);
    }

    private async Task<List<(object, (MonitoringProcess, ProcessAnswer))>> ReadAsync(IReadOnlyList<Guid> ids)
    {
        await using var context = await _contexts.CreateDbContextAsync();
        var processes = await context.Processes.AsNoTracking().Where(process => ids.Contains(process.Id)).ToListAsync();
        var answers = await AnswersAsync(context, processes, CancellationToken.None);
        return [.. processes.Zip(answers, (process, answer) => ((object)process.Id, (process, answer)))];
    }

    private async Task<IReadOnlyList<ProcessAnswer>> AnswersAsync(
        PipelineDbContext context, List<MonitoringProcess> processes, CancellationToken cancellationToken)
    {
        if (processes.Count == 0) return [];
        var ids = processes.Select(process => process.Id).ToList();
        var stored = await StoredProcess.OfAsync(context, processes, cancellationToken);
        var jobs = await context.Jobs.Where(job => job.Type == JobType.Discovery && job.ProcessId != null && ids.Contains(job.ProcessId.Value) && job.Status < JobStatus.Succeeded)
            .Select(job => new { job.Id, job.ProcessId }).ToDictionaryAsync(job => job.ProcessId!.Value, job => job.Id, cancellationToken);
        var counted = await _counts.AtAsync(ids, cancellationToken);
        var warnings = await _warnings.OfAsync(context, stored, cancellationToken);
        var stops = await _stops.StandingAsync([.. processes.Select(process => process.OwnerId).Distinct()], cancellationToken);
        return [.. stored.Select(one => Answer(
            one, jobs.TryGetValue(one.Process.Id, out var job) ? job : null, PipelineAnswer.Of(counted.Of[one.Process.Id], counted.AsOf),
            ProcessWarnings.Of(one.Process, stops[one.Process.OwnerId]).Concat(warnings[one.Process.Id])))];
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
