using Microsoft.EntityFrameworkCore;
using Pipeline.Domain.Processes;
using Pipeline.Domain.Records;
using Pipeline.Gateway.Api;
using Pipeline.Gateway.Identity;
using Pipeline.Persistence;
using Pipeline.Persistence.Ledger;
using Pipeline.Persistence.Processes;

namespace Pipeline.Gateway.Monitoring;

/// <summary>
/// Writes the settings of processes. Changes hold from the next step of the pipeline on, also while the process runs: its
/// end and its next look move with them.
/// </summary>
internal sealed class ProcessSettingsStore(IDbContextFactory<PipelineDbContext> contexts, ProcessChecks checks, ProcessTimes times, PostingPaces paces, TimeProvider clock)
{
    /// <summary>After these a comment may be on the site.</summary>
    private static readonly List<AttemptOutcome> Unclear = [AttemptOutcome.Open, AttemptOutcome.Posted, AttemptOutcome.Unsure];

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>A new process, stopped.</summary>
    public async Task<Guid> AddAsync(Caller caller, JsonBody<ProcessInput> body, CancellationToken cancellationToken)
    {
        var input = body.Over(ProcessDefaults.Nothing);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var settings = await CheckAsync(context, caller, body, input, new Faults(), cancellationToken);
        var process = MonitoringProcess.Create(caller.UserId, settings, Now);
        context.Add(process);
        Refer(context, process.Id, input);
        await SaveAsync(context, cancellationToken);
        return process.Id;
    }

    /// <summary>Changes what the client names.</summary>
    public async Task ChangeAsync(Caller caller, Guid id, JsonBody<ProcessInput> body, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var process = await FindAsync(context, caller, id, cancellationToken);
        var stored = (await StoredProcess.OfAsync(context, [process], cancellationToken))[0];
        var (input, faults) = (body.Over(ProcessDefaults.Present(stored)), new Faults());
        if (input.SiteId != process.SiteId && await context.Records.AnyAsync(record => record.ProcessId == id, cancellationToken))
            faults.Add("siteId", "Can't be changed any more, because records of the present site exist: make another process for the other site.");
        var before = process.Settings;
        var limits = LimitsOf(process);
        process.Change(await CheckAsync(context, caller, body, input, faults, cancellationToken), Now);
        await using var transaction = await ShortTransaction.BeginAsync(context, cancellationToken);
        await context.ProcessAccounts.Where(use => use.ProcessId == id).ExecuteDeleteAsync(cancellationToken);
        await context.ProcessPrompts.Where(use => use.ProcessId == id).ExecuteDeleteAsync(cancellationToken);
        Refer(context, id, input);
        await SaveAsync(context, cancellationToken);
        await times.FollowAsync(context, transaction, before, id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (LimitsOf(process) != limits) await paces.ForgetPlannedAsync(id, TimeZoneInfo.FindSystemTimeZoneById(process.TimeZone), cancellationToken);
    }

    /// <summary>Deletes a process that has ended, with its records. What it posted is never forgotten: nothing is posted a second time.</summary>
    public async Task DeleteAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await FindAsync(context, caller, id, cancellationToken);
        await using var transaction = await ShortTransaction.BeginAsync(context, cancellationToken);
        // A claim for posting needs its row: from here on none can begin, and one that has begun is seen below.
        await context.Records.Where(record => record.ProcessId == id && record.Status == RecordStatus.Generated)
            .ExecuteUpdateAsync(set => set.SetProperty(record => record.Fencing, record => record.Fencing + 1), cancellationToken);
        // Where certainly nothing was posted, another record may comment one day. All other slots stay for ever.
        await context.PostingSlots
            .Where(slot => slot.SiteCommentId == null && context.Records.Any(record => record.Id == slot.RecordId && record.ProcessId == id))
            .Where(slot => !context.PostingAttempts.Any(attempt => attempt.RecordId == slot.RecordId && Unclear.Contains(attempt.Outcome)))
            .ExecuteDeleteAsync(cancellationToken);
        var deleted = await context.Processes.OwnedBy(caller)
            .Where(process => process.Id == id && (process.Status == ProcessStatus.Stopped || process.Status == ProcessStatus.Failed))
            .Where(process => !context.Records.Any(record => record.ProcessId == process.Id && (record.Status == RecordStatus.Posting || record.Status == RecordStatus.Uncertain)))
            .ExecuteDeleteAsync(cancellationToken);
        if (deleted == 0) throw await RefusalAsync(context, caller, id, cancellationToken);
        await context.MonitoringSagas.Where(saga => saga.CorrelationId == id).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>What posts are planned by.</summary>
    private static (int?, TimeSpan?, string) LimitsOf(MonitoringProcess process) => (process.PostsPerDay, process.MinPostGap, process.TimeZone);

    private async Task<ProcessSettings> CheckAsync(
        PipelineDbContext context, Caller caller, JsonBody<ProcessInput> body, ProcessInput input, Faults faults, CancellationToken cancellationToken)
    {
        ProcessChecks.NotYet(input, faults);
        var settings = ProcessDefaults.Settings(input, body);
        var named = ProcessNames.Of(caller.UserId, settings, input.AccountIds ?? [], input.PromptTemplateIds ?? []);
        checks.Saveable(settings, (await ProcessReferences.FindAsync(context, [named], cancellationToken))[0], faults);
        faults.ThrowIfAny();
        return settings;
    }

    private static void Refer(PipelineDbContext context, Guid id, ProcessInput input)
    {
        context.AddRange(input.AccountIds!.Select((account, position) => new ProcessAccount(id, account, position)));
        context.AddRange(input.PromptTemplateIds!.Select((prompt, position) => new ProcessPrompt(id, prompt, position)));
    }

    private static async Task SaveAsync(PipelineDbContext context, CancellationToken cancellationToken)
    {
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException raced) when (DatabaseErrors.IsForeignKeyViolation(raced))
        {
            throw ApiException.Conflict("Something that the process refers to has just been deleted: look at its site, accounts, prompt templates and provider.");
        }
        catch (DbUpdateException raced) when (DatabaseErrors.IsUniqueViolation(raced))
        {
            throw ApiException.Conflict("Somebody else has just changed the process: read it again, and repeat the change if it is still wanted.");
        }
    }

    private static async Task<ApiException> RefusalAsync(PipelineDbContext context, Caller caller, Guid id, CancellationToken cancellationToken)
    {
        var process = await FindAsync(context, caller, id, cancellationToken);
        return process.Status is ProcessStatus.Stopped or ProcessStatus.Failed
            ? ApiException.Conflict("Records of the process are posting or uncertain: nobody knows yet whether their comments are on the site. Wait, or resolve them, and delete it then.")
            : ApiException.Conflict($"The process is {ApiJson.Name(process.Status)}: stop it, and delete it when it is stopped.");
    }

    private static async Task<MonitoringProcess> FindAsync(PipelineDbContext context, Caller caller, Guid id, CancellationToken cancellationToken) =>
        await context.Processes.OwnedBy(caller).SingleOrDefaultAsync(process => process.Id == id, cancellationToken) ?? throw ApiException.NotFound("monitoring process", id);
}
